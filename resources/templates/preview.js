// Runs in the application world: the post's own scripts have no world to run in.
// Everything is held on to before the first word of the post is in the page, so that no element
// of it can stand in for a part of the document by its name.
(() => {
  const root = document.documentElement;
  const article = document.querySelector("article");
  const model = document.createElement("div");
  model.className = "block";
  const box = document.createElement("span");
  box.className = "absent";

  // A picture that is not in the notebook is never fetched: its words stand for it.
  const standIn = (picture) => {
    const words = box.cloneNode();
    words.textContent = picture.alt || "\u2026";
    picture.replaceWith(words);
  };

  const element = ([key, html]) => {
    const made = model.cloneNode();
    made.dataset.key = key;
    made.innerHTML = html;
    made.querySelectorAll('img:not([src^="media:"])').forEach(standIn);
    return made;
  };

  // The first block that is not wholly above the window.
  const topmost = () => {
    let low = 0, high = article.children.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (article.children[middle].getBoundingClientRect().bottom > 0) high = middle;
      else low = middle + 1;
    }
    return article.children[low];
  };

  // What the reader looks at stays where it is, whatever grows or shrinks above it.
  const holding = (change) => {
    const seen = root.scrollTop > 0 ? topmost() : undefined;
    const before = seen?.getBoundingClientRect().top;
    change();
    if (seen?.isConnected) root.scrollTop += seen.getBoundingClientRect().top - before;
  };

  const splice = ([at, removed, blocks]) => {
    const next = article.children[at + removed] ?? null;
    const made = blocks.map(element);
    for (let count = 0; count < removed; count++) article.children[at].remove();
    for (const block of made) article.insertBefore(block, next);
  };

  globalThis.midad = {
    patch: (splices) => holding(() => splices.forEach(splice)),
    frame: (dir, lang) => { root.dir = dir; root.lang = lang; },
    theme: (name) => { root.dataset.theme = name; },
    missing: (address) => {
      for (const picture of article.querySelectorAll("img"))
        if (picture.src === address) standIn(picture);
    },
    top: () => { root.scrollTop = 0; },
  };
})();
