// What a user would write with TensorFlow.js and jax-js, both on their WebAssembly backend: the same steps as peers.py.
// Reads lines `NAME STEPS CASE` (a case of peers.py as JSON) and answers each with the seconds that the steps took and the
// loss of the last one; the first line of a case sets it up.

import { createInterface } from 'node:readline';

const ROWS = 1000;

const normal = () =>
  Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());

/** Random inputs; their classes are random, which costs the same. */
function examples({ widths }) {
  const x = Float32Array.from({ length: ROWS * widths[0] }, normal);
  const y = Int32Array.from({ length: ROWS }, () => Math.floor(widths.at(-1) * Math.random()));
  return { x, y };
}

/** Batches of random rows, as functions that refill the same arrays. */
function batches(test) {
  const { widths, batch } = test;
  const inputs = widths[0];
  const { x, y } = examples(test);
  const rows = new Float32Array(batch * inputs);
  const labels = new Int32Array(batch);
  return () => {
    for (let i = 0; i < batch; i++) {
      const row = Math.floor(ROWS * Math.random());
      rows.set(x.subarray(row * inputs, (row + 1) * inputs), i * inputs);
      labels[i] = y[row];
    }
    return { rows, labels };
  };
}

function initialWeights({ widths, activation }) {
  const gain = activation === 'relu' ? 2 : 1;
  return widths.slice(1).map((fanOut, l) => {
    const scale = Math.sqrt(gain / widths[l]);
    return Float32Array.from({ length: widths[l] * fanOut }, () => scale * normal());
  });
}

async function tensorflow(test) {
  const tf = await import('@tensorflow/tfjs');
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  const { widths, activation, model, mask, batch, p, rate } = test;
  const weights = initialWeights(test).map((w, l) =>
    tf.variable(tf.tensor2d(w, [widths[l], widths[l + 1]]))
  );
  const optimizer = tf.train.sgd(rate);
  const next = batches(test);
  const last = weights.length - 1;
  const dropped = shape =>
    tf
      .randomUniform(shape, 0, 1)
      .greaterEqual(p)
      .toFloat()
      .div(1 - p);
  const step = () =>
    tf.tidy(() => {
      const { rows, labels } = next();
      const x = tf.tensor2d(rows.slice(), [batch, widths[0]]);
      const targets = tf.oneHot(tf.tensor1d(labels.slice(), 'int32'), widths.at(-1));
      return optimizer
        .minimize(() => {
          let h = x;
          weights.forEach((weight, l) => {
            h = tf.matMul(h, model === 'bond' ? weight.mul(dropped(weight.shape)) : weight);
            if (l < last) h = activation === 'tanh' ? tf.tanh(h) : tf.relu(h);
            if (l < last && model === 'site') {
              h = h.mul(dropped([mask === 'sample' ? batch : 1, widths[l + 1]]));
            }
          });
          return tf.losses.softmaxCrossEntropy(targets, h);
        }, true)
        .dataSync()[0];
    });
  return async steps => {
    let loss = NaN;
    for (let i = 0; i < steps; i++) loss = step();
    return loss;
  };
}

async function jax(test) {
  const {
    defaultDevice,
    init,
    jit,
    nn,
    numpy: np,
    random,
    tree,
    valueAndGrad
  } = await import('@jax-js/jax');
  await init('wasm');
  defaultDevice('wasm');
  const { widths, activation, model, mask, batch, p, rate } = test;
  let weights = initialWeights(test).map((w, l) => np.array(w).reshape([widths[l], widths[l + 1]]));
  const next = batches(test);
  const last = weights.length - 1;
  const dropped = (key, shape) =>
    random
      .bernoulli(key, 1 - p, shape)
      .astype(np.float32)
      .mul(1 / (1 - p));
  const lossOf = (weights, x, targets, keys) => {
    let h = x;
    weights.forEach((weight, l) => {
      const used =
        model === 'bond' ? weight.mul(dropped(keys[l], [widths[l], widths[l + 1]])) : weight;
      h = np.matmul(h, used);
      if (l < last) h = activation === 'tanh' ? np.tanh(h) : nn.relu(h);
      if (l < last && model === 'site') {
        h = h.mul(dropped(keys[l], [mask === 'sample' ? batch : 1, widths[l + 1]]));
      }
    });
    return nn
      .logSoftmax(h)
      .mul(targets)
      .sum()
      .mul(-1 / batch);
  };
  const step = jit((weights, x, targets, keys) => {
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(weights), x, targets, keys);
    return [loss, weights.map((weight, l) => weight.sub(gradients[l].mul(rate)))];
  });
  const masks = model === 'bond' ? weights.length : last;
  let seed = 0;
  return async steps => {
    let loss = NaN;
    for (let i = 0; i < steps; i++) {
      const { rows, labels } = next();
      const x = np.array(rows.slice()).reshape([batch, widths[0]]);
      const targets = nn.oneHot(np.array(labels.slice(), { dtype: np.int32 }), widths.at(-1));
      const keys = Array.from({ length: masks }, () => random.key(seed++));
      const [value, moved] = step(weights, x, targets, keys);
      weights = moved;
      loss = value.dataSync()[0];
    }
    return loss;
  };
}

const makers = { 'tfjs-wasm': tensorflow, 'jax-js': jax };
const made = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const [name, steps, ...rest] = line.split(' ');
  const test = rest.join(' ');
  if (!made.has(name + test)) {
    made.set(name + test, await makers[name](JSON.parse(test)));
  }
  const start = performance.now();
  const loss = await made.get(name + test)(Number(steps));
  console.log((performance.now() - start) / 1000, loss);
}
