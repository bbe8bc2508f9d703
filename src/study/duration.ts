// Durations in words.

/** A duration as a person would say it, two digits at most. */
export function sayDuration(seconds: number): string {
  const units: [number, string][] = [
    [86400 * 365, 'years'],
    [86400, 'days'],
    [3600, 'hours'],
    [60, 'minutes']
  ];
  const [size, name] = units.find(unit => seconds >= 2 * unit[0]) ?? [1, 'seconds'];
  const value = seconds / size;
  if (value < 1) {
    return 'under a second';
  }
  return `${value < 9.95 ? value.toPrecision(2) : Number(value.toPrecision(2))} ${name}`;
}
