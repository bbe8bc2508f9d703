// The part of the bundler's runtime that the extension needs, in few bytes: its own is half of all that loads at
// start-up. It compares versions of shared packages in a dozen ways; ours needs one: packages of JupyterLab's core are
// there once, in JupyterLab's version, and every other package comes with the extension.

/** An entry of the table that the bundler writes; in the middle the package's name, at the end our own copy of it. */
const ENTRY =
  /"([^"]+)": \{ shareScope: "default", shareKey: "([^"]+)",.*?fallback: (.*?), treeShakingMode: null \}/g;

/** The runtime, over two tables: packages by module, and modules by chunk. */
const runtime = (packages, chunks) => `
var packages = {${packages}};
var modulesOf = ${chunks};
var taken = {};
var versionOf = function(name) {
  var versions = __webpack_require__.S.default[name];
  if (!versions) throw new Error("JupyterLab has no package " + name);
  var names = Object.keys(versions).sort(function(a, b) { return a.localeCompare(b, "en", { numeric: true }); });
  var chosen = versions[names.find(function(name) { return versions[name].loaded; }) || names.pop()];
  chosen.loaded = 1;
  return chosen.get();
};
__webpack_require__.f.consumes = function(chunk, promises) {
  (modulesOf[chunk] || []).forEach(function(id) {
    var found = packages[id];
    taken[id] = taken[id] || Promise.resolve(__webpack_require__.I("default")).then(function() {
      return typeof found === "string" ? versionOf(found) : found();
    }).then(function(factory) {
      __webpack_require__.m[id] = function(module) { module.exports = factory(); };
    });
    promises.push(taken[id]);
  });
};
`;

/**
 * Puts our runtime in the place of the bundler's.
 *
 * @param {string} source the bundler's
 * @throws Error when it is not as we know it
 */
function compact(source) {
  const [, chunks] = /chunkMapping: (\{.*?\}), moduleIdToConsumeDataMapping/.exec(source) ?? [];
  const [table] = /moduleIdToConsumeDataMapping: .*/.exec(source) ?? [''];
  const entries = [...table.matchAll(ENTRY)];
  const count = table.match(/shareKey:/g)?.length;
  if (chunks === undefined || entries.length !== count || !/initialConsumes: \[\]/.test(table)) {
    throw new Error(
      'scripts/build/runtime.cjs: the bundler writes its table of packages otherwise than it did'
    );
  }
  const packages = entries.map(
    ([, id, name, fallback]) =>
      `${id}: ${fallback === 'undefined' ? JSON.stringify(name) : fallback}`
  );
  return runtime(packages.join(', '), chunks);
}

/** In place of the bundler's runtime that offers our own packages to other extensions: there are none to offer. */
const NOTHING_SHARED = `
__webpack_require__.S = {};
__webpack_require__.I = function() {};
`;

/**
 * In place of the bundler's way to load a chunk, which looks for the script in the page first; who calls it asks once.
 * A script that stayed would keep the error that was prepared for it, whose stack keeps whoever asked: a figure, say.
 */
const LOAD_SCRIPT = `
__webpack_require__.l = function(url, done) {
  var script = document.createElement("script");
  if (__webpack_require__.nc) script.setAttribute("nonce", __webpack_require__.nc);
  script.onload = script.onerror = function(event) {
    script.onload = script.onerror = null;
    script.remove();
    done(event);
  };
  script.src = url;
  document.head.appendChild(script);
};
`;

/** Applies them to the runtime of the extension. */
class RuntimePlugin {
  apply(compiler) {
    compiler.hooks.compilation.tap('RuntimePlugin', compilation =>
      compilation.hooks.runtimeModule.tap('RuntimePlugin', ({ name, source }) => {
        if (name === 'consumes_loading') {
          source.source = Buffer.from(compact(source.source.toString()));
        } else if (name === 'sharing') {
          source.source = Buffer.from(NOTHING_SHARED);
        } else if (name === 'load_script') {
          source.source = Buffer.from(LOAD_SCRIPT);
        }
      })
    );
  }
}

module.exports = { compact, RuntimePlugin };
