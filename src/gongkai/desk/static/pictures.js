// Pictures pasted or dropped into the editor: each is sent to the desk, which judges it like every upload, and stands in the text at once.
import { picturesOfRtf } from "./rtf_pictures.js";

const WAITING = new URL("picture-waiting.svg", import.meta.url).pathname;
const CARRIED = /^\s*(data|file|blob|cid|webkit-fake-url):/i;
const ENDS_WITH_PICTURE = /<img\b[^>]*>(?:\s|&nbsp;|<\/[^>]+>|<!--[^>]*-->)*$/;
const MOST_CHARACTERS = 60 * 1024 * 1024; // of one picture, as text

export function picturesInto(textarea) {
  const said = document.createElement("div");
  said.className = "picture-said";
  said.setAttribute("role", "status");
  const answers = new Map(); // address of a place held free -> { src, alt }, or null where nothing comes
  let editor = null;
  let clipboard = null;
  let number = 0;
  let queue = Promise.resolve();
  let underway = 0;

  const tell = (text, kind) => {
    const line = document.createElement("div");
    line.className = `alert alert-${kind} py-2 mb-1`;
    line.textContent = text;
    said.append(line);
  };

  // A place is held free in the text; the picture is sent behind those before it, so that each knows the newest version.
  function placeFor(file, words) {
    number += 1;
    const place = `${WAITING}?${number}`;
    const nth = number;
    underway += 1;
    queue = queue.then(() => send(file, words, nth)).catch(() => {
      tell(`第 ${nth} 张图片没有带入：连接中断或者登录已超时。`, "danger");
      return null;
    }).then((answer) => {
      underway -= 1;
      answers.set(place, answer);
      settle();
    });
    return place;
  }

  async function send(file, words, nth) {
    const form = textarea.form;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("version", form.elements.version.value);
    body.set("words", words);
    body.set("picture", file, file.name || "picture");
    const answer = await fetch(textarea.dataset.pictures, { method: "POST", body, redirect: "error" });
    if (!(answer.headers.get("Content-Type") || "").includes("json")) {
      const why = { 403: "登录可能已超时，请在另一个窗口重新登录后再粘贴", 413: "文件过大" };
      tell(`第 ${nth} 张图片没有带入：${why[answer.status] || `服务器没有接收（${answer.status}）`}。`, "danger");
      return null;
    }
    const told = await answer.json();
    if (told.problem) {
      tell(`第 ${nth} 张图片没有带入：${told.problem}`, "danger");
      return null;
    }
    for (const input of document.querySelectorAll('input[name="version"]')) input.value = told.version;
    if (told.removed) tell(`第 ${nth} 张图片已清除${told.removed}。`, "info");
    return { src: told.address, alt: told.words };
  }

  // Places whose picture has come get it; undo and redo may bring a place back later.
  function settle() {
    const change = editor.state.tr.setMeta("addToHistory", false);
    const done = [];
    editor.state.doc.descendants((node, at) => {
      if (node.type.name === "image" && answers.has(node.attrs.src)) done.push([at, node]);
    });
    for (const [at, node] of done.reverse()) {
      const answer = answers.get(node.attrs.src);
      if (answer) change.setNodeMarkup(at, null, { ...node.attrs, ...answer, title: null });
      else change.delete(at, at + node.nodeSize);
    }
    if (change.docChanged) editor.view.dispatch(change);
  }

  const pictureFiles = (data) => [...(data?.files || [])].filter((file) => file.type.startsWith("image/"));

  function blobOf(address) {
    const data = address.trim().match(/^data:([^,;]*)((?:;[^,;]*)*),([\s\S]*)$/i);
    if (!data || address.length > MOST_CHARACTERS) return null;
    try {
      const text = /base64/i.test(data[2]) ? atob(data[3].replace(/\s+/g, "")) : decodeURIComponent(data[3]);
      return new Blob([Uint8Array.from(text, (character) => character.charCodeAt(0))], { type: data[1] });
    } catch {
      return new Blob([], { type: data[1] });
    }
  }

  const may = () => Boolean(textarea.dataset.pictures);
  const mayNot = (count) => tell(`${count} 张图片没有带入：${textarea.dataset.noPictures || "这里的正文不能放入图片。"}`, "warning");

  // Every picture of a pasted text: taken along, found in the rich text beside it, or counted.
  function replaced(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const all = [...page.querySelectorAll("img")];
    if (!all.length) return html;
    const pictures = all.filter((one) => !isOurs(one));
    if (!pictures.length) return page.body.innerHTML;
    if (!may()) {
      mayNot(pictures.length);
      for (const one of pictures) one.remove();
      return page.body.innerHTML;
    }
    const local = pictures.filter((one) => !/^\s*data:/i.test(one.getAttribute("src") || ""));
    const beside = clipboard ? picturesOfRtf(clipboard.getData("text/rtf")) : [];
    let [machine, web] = [0, 0];
    for (const one of pictures) {
      const src = one.getAttribute("src") || "";
      const blob = /^\s*data:/i.test(src) ? blobOf(src) : beside.length === local.length ? beside[local.indexOf(one)] : null;
      if (blob) {
        one.setAttribute("src", placeFor(blob, one.getAttribute("alt") || ""));
        one.removeAttribute("srcset");
        continue;
      }
      if (CARRIED.test(src) || !src) machine += 1;
      else web += 1;
      one.remove();
    }
    if (machine) {
      tell(`${machine} 张图片未能带入：它们只在您的电脑上，浏览器读不到；请在 WPS 或 Word 中逐张复制后粘贴，或者用“在正文中放入图片”选择文件。`, "warning");
    }
    if (web) tell(`${web} 张图片未能带入：它们在其他网站上；请确认可以使用后另存到电脑，再拖入正文。`, "warning");
    if (ENDS_WITH_PICTURE.test(page.body.innerHTML)) page.body.append(page.createElement("p")); // as in insert() below
    return page.body.innerHTML;
  }

  // Pictures of this desk stay as they are; a browser writes their addresses out when it copies.
  function isOurs(one) {
    const address = new URL(one.getAttribute("src") || "", location.href);
    if (address.origin !== location.origin || !address.pathname.startsWith("/desk/documents/pictures/")) return false;
    one.setAttribute("src", address.pathname);
    return true;
  }

  function insert(files, at) {
    if (!may()) {
      mayNot(files.length);
      return;
    }
    // The cursor goes on in a line of its own: on the picture itself, the next paste would replace it.
    const nodes = [...files.map((file) => ({ type: "image", attrs: { src: placeFor(file, ""), alt: "" } })), { type: "paragraph" }];
    const chain = editor.chain().focus();
    (at === undefined ? chain.insertContent(nodes) : chain.insertContentAt(at, nodes)).run();
  }

  // A screenshot is a file alone; a table of a spreadsheet comes with a picture of itself, which nobody wants.
  function isPicturesOnly(data) {
    if (!pictureFiles(data).length) return false;
    const page = new DOMParser().parseFromString(data.getData("text/html"), "text/html");
    return !page.body.textContent.trim() && !page.querySelector("table");
  }

  const editorProps = {
    handleDOMEvents: {
      paste: (view, event) => { clipboard = event.clipboardData; said.replaceChildren(); return false; },
      drop: (view, event) => { clipboard = event.dataTransfer; said.replaceChildren(); return false; },
    },
    transformPastedHTML: (html) => (isPicturesOnly(clipboard || { files: [] }) ? "" : replaced(html)),
    handlePaste: (view, event) => {
      if (!isPicturesOnly(event.clipboardData)) return false;
      insert(pictureFiles(event.clipboardData));
      return true;
    },
    handleDrop: (view, event, slice, moved) => {
      if (moved || !isPicturesOnly(event.dataTransfer)) return false;
      event.preventDefault();
      insert(pictureFiles(event.dataTransfer), view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos);
      return true;
    },
  };

  return {
    editorProps,
    begin(made, below) {
      editor = made;
      below.after(said);
      textarea.form.addEventListener("submit", (event) => {
        if (!underway) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        tell("图片还在放入，请稍候再保存。", "warning");
      }, true);
      if (may()) wordsOfPictures(editor, said);
      editor.on("update", settle);
    },
    isUnderway: () => underway > 0,
    written: (html) => html.replace(/<img\b[^>]*>/g, (tag) => (tag.includes(WAITING) ? "" : tag)),
  };
}

// Below the text: each picture with the words that stand in it, which a screen reader reads and a search finds.
function wordsOfPictures(editor, above) {
  const list = document.createElement("div");
  list.className = "picture-words";
  above.after(list);
  const there = () => {
    const found = [];
    editor.state.doc.descendants((node, at) => {
      if (node.type.name === "image" && !node.attrs.src.includes(WAITING)) found.push([at, node]);
    });
    return found;
  };
  function row(nth) {
    const box = document.createElement("div");
    const picture = document.createElement("img");
    const right = document.createElement("div");
    const label = document.createElement("label");
    const words = document.createElement("textarea");
    picture.alt = "";
    words.id = `picture-words-${nth}`;
    words.rows = 2;
    words.className = "form-control";
    label.className = "form-label mb-1";
    label.htmlFor = words.id;
    label.textContent = `第 ${nth + 1} 张图片中的文字（图中没有文字的，写明图片内容）`;
    words.addEventListener("input", (event) => {
      event.stopPropagation();
      const [at, node] = there()[nth] || [];
      if (node) editor.view.dispatch(editor.state.tr.setNodeMarkup(at, null, { ...node.attrs, alt: words.value.replace(/\s+/g, " ").trim() }));
    });
    right.append(label, words);
    box.append(picture, right);
    return box;
  }
  function show() {
    const pictures = there();
    while (list.children.length > pictures.length) list.lastChild.remove();
    while (list.children.length < pictures.length) list.append(row(list.children.length));
    pictures.forEach(([, node], nth) => {
      const box = list.children[nth];
      const words = box.querySelector("textarea");
      const picture = box.querySelector("img");
      if (picture.getAttribute("src") !== node.attrs.src) picture.src = node.attrs.src;
      if (document.activeElement !== words && words.value !== (node.attrs.alt || "")) words.value = node.attrs.alt || "";
      box.classList.toggle("wordless", !(node.attrs.alt || "").trim());
    });
  }
  editor.on("update", show);
  show();
}
