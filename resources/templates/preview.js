// Runs in the application world: the post's own scripts have no world to run in.
// Everything is held on to before the first word of the post is in the page, so that no element
// of it can stand in for a part of the document by its name.
(() => {
  const root = document.documentElement;
  const article = document.querySelector("article");
  const blocks = article.children;
  const elementAt = document.elementFromPoint.bind(document);
  const caretAt = document.caretRangeFromPoint.bind(document);
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

  // --- where the reader is. A place is the number of a block and, behind the point, a share of it.

  // Where the page was left without its reader: what stands elsewhere, the reader has scrolled.
  let left = 0;
  const isLeft = () => Math.abs(root.scrollTop - left) < 1;
  const settle = (wasLeft) => { if (wasLeft) left = root.scrollTop; };
  const scroll = (to) => { root.scrollTop = to; left = root.scrollTop; };

  const boxOf = (at) => blocks[at].getBoundingClientRect();
  const end = () => root.scrollHeight;
  // The page begins and ends with its first and last block, whatever is around them.
  const topOf = (at) =>
    at <= 0 ? 0 : at >= blocks.length ? end() : boxOf(at).top + root.scrollTop;

  const heightAt = (place) => {
    const at = Math.min(Math.max(Math.floor(place), 0), Math.max(blocks.length - 1, 0));
    return topOf(at) + Math.min(place - at, 1) * (topOf(at + 1) - topOf(at));
  };

  const placeAt = (height) => {
    let low = 0, high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (topOf(middle) <= height) low = middle;
      else high = middle - 1;
    }
    const top = topOf(low), next = topOf(low + 1);
    return low + (next > top ? Math.min(Math.max((height - top) / (next - top), 0), 1) : 0);
  };

  // What is read moves through the window as the page moves: at its beginning it is at the top, at
  // its end at the bottom. So both ends are reached, however long the other side is.
  const room = () => end() - root.clientHeight;

  // --- patches

  // The first block that is not wholly above the window.
  const topmost = () => {
    let low = 0, high = blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (boxOf(middle).bottom > 0) high = middle;
      else low = middle + 1;
    }
    return blocks[low];
  };

  // What the reader looks at stays where it is, whatever grows or shrinks above it.
  const holding = (change) => {
    const wasLeft = isLeft();
    const seen = root.scrollTop > 0 ? topmost() : undefined;
    const before = seen?.getBoundingClientRect().top;
    change();
    if (seen?.isConnected) root.scrollTop += seen.getBoundingClientRect().top - before;
    settle(wasLeft);
  };

  const splice = ([at, removed, html]) => {
    const next = blocks[at + removed] ?? null;
    const made = html.map(element);
    for (let count = 0; count < removed; count++) blocks[at].remove();
    for (const block of made) article.insertBefore(block, next);
  };

  addEventListener("resize", () => { left = root.scrollTop; });

  globalThis.midad = {
    patch: (splices) => holding(() => splices.forEach(splice)),
    frame: (dir, lang) => { root.dir = dir; root.lang = lang; },
    theme: (name) => { root.dataset.theme = name; },
    missing: (address) => {
      const wasLeft = isLeft();
      for (const picture of article.querySelectorAll("img"))
        if (picture.src === address) standIn(picture);
      settle(wasLeft);
    },
    top: () => scroll(0),

    // Show `place` as far down the window as the page is scrolled.
    follow: (place) => scroll(end() ? heightAt(place) * room() / end() : 0),

    // The place the reader scrolled to; nothing where the page stands as it was left.
    place: () => {
      if (isLeft() || room() <= 0) return null;
      left = root.scrollTop;
      return placeAt(left / room() * end());
    },

    // Bring `place` into the window by the shortest way, where it is not in it.
    reveal: (place) => {
      const height = heightAt(place) - root.scrollTop, line = 48;
      if (height < line) scroll(root.scrollTop + height - line);
      else if (height > root.clientHeight - line)
        scroll(root.scrollTop + height - root.clientHeight + line);
    },

    // What is under a point of the window: its block, the block's words, and how many of their
    // UTF-16 units are before the point. Nothing on a link, beside the blocks, or with a selection.
    under: (x, y) => {
      const hit = elementAt(x, y);
      const block = hit?.closest("article > .block");
      if (!block || hit.closest("a[href], summary") || !getSelection().isCollapsed) return null;
      const words = new Range(), before = new Range();
      words.selectNodeContents(block);
      before.selectNodeContents(block);
      const caret = caretAt(x, y);
      if (caret && block.contains(caret.startContainer))
        before.setEnd(caret.startContainer, caret.startOffset);
      else before.collapse(true);
      const at = Array.prototype.indexOf.call(blocks, block);
      return [at, words.toString(), before.toString().length];
    },
  };
})();
