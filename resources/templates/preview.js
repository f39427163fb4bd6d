// Runs in the application world: the post's own scripts have no world to run in.
// Everything is held on to before the first word of the post is in the page, so that no element
// of it can stand in for a part of the document by its name.
(() => {
  const root = document.documentElement;
  // A page in a blog's own look has a place for the title and one for the body, and may go on
  // behind it. The clean page is all body.
  const place = document.querySelector('[data-midad="body"]');
  const behind = document.querySelector('[data-midad="end"]');
  const heading = place && (document.querySelector('[data-midad="title"]') ?? document.createElement("h1"));
  let article = place ?? document.querySelector("article");
  const blocks = [];  // their elements, in the order of the page
  const known = new WeakSet();
  const ofKinds = place ? [...document.querySelectorAll("link[data-midad-kind]")] : [];
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
    let made = model.cloneNode();
    made.innerHTML = html;
    made.querySelectorAll('img:not([src^="media:"])').forEach(standIn);
    if (place) made = bare(key, made);
    made.dataset.key = key;
    known.add(made);
    return made;
  };

  // In a blog's own look a block is its own element: its rules find it as they do on the blog.
  const bare = (key, made) => {
    if (key === "head") {
      const own = made.querySelector(":scope > h1");
      if (own) heading.dir = own.dir;
      heading.replaceChildren(...(own ?? made).childNodes);
      return heading;
    }
    made.removeAttribute("class");
    const nodes = [...made.childNodes].filter((node) => node.nodeType !== 3 || node.data.trim());
    return nodes.length === 1 && nodes[0].nodeType === 1 ? nodes[0] : made;
  };

  // There a post that runs against its blog, or speaks another language, has an element around it.
  const surround = (dir, lang) => {
    const wanted = !(dir || lang) ? place : article === place ? document.createElement("div") : article;
    if (wanted !== article) {
      const words = blocks.filter((block) => block !== heading);
      if (wanted === place) article.replaceWith(...words);
      else {
        wanted.append(...words);
        place.insertBefore(wanted, behind);
      }
      article = wanted;
    }
    if (article === place) return;
    for (const [name, said] of [["dir", dir], ["lang", lang]])
      if (!said) article.removeAttribute(name);
      else if (article.getAttribute(name) !== said) article.setAttribute(name, said);
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
    for (const block of blocks.splice(at, removed))
      if (block === heading) heading.replaceChildren(); else block.remove();
    const next = blocks[at] ?? (article === place ? behind : null);
    const made = html.map(element);
    for (const block of made) if (block !== heading) article.insertBefore(block, next);
    blocks.splice(at, 0, ...made);
  };

  addEventListener("resize", () => { left = root.scrollTop; });

  globalThis.midad = {
    patch: (splices) => holding(() => splices.forEach(splice)),
    // `whole`: a page whose own direction and language are those of its post.
    // `kinds`: those of the post's blocks; a blog has styles for some kinds where they are, only.
    frame: (dir, lang, whole, kinds) => {
      for (const link of ofKinds) {
        const unused = !kinds.includes(link.dataset.midadKind);
        if (link.sheet && link.sheet.disabled !== unused) link.sheet.disabled = unused;
      }
      if (place) surround(whole ? "" : dir, whole ? "" : lang);
      if (place && !whole) return;
      // Said again, even the same would have all of the page laid out anew.
      if (root.dir !== dir) root.dir = dir;
      if (root.lang !== lang) root.lang = lang;
    },
    theme: (name) => { if (!place) root.dataset.theme = name; },
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
      let block = hit;
      while (block && !known.has(block)) block = block.parentElement;
      if (!block || hit.closest("a[href], summary") || !getSelection().isCollapsed) return null;
      const words = new Range(), before = new Range();
      words.selectNodeContents(block);
      before.selectNodeContents(block);
      const caret = caretAt(x, y);
      if (caret && block.contains(caret.startContainer))
        before.setEnd(caret.startContainer, caret.startOffset);
      else before.collapse(true);
      const at = blocks.indexOf(block);
      return [at, words.toString(), before.toString().length];
    },
  };
})();
