// The drafting form: a rich-text editor over the textarea, and autosave. Without this script the form works as it is.
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History, HorizontalRule, Image, Italic,
  Link, ListItem, OrderedList, Paragraph, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, Underline,
} from "../django_prose_editor/editor.js";
import { picturesInto } from "./pictures.js";

const EVERY_SECONDS = 10;

// The packaged table writes widths as inline styles, which the policy refuses.
const PlainTable = Table.extend({ renderHTML: () => ["table", ["tbody", 0]] });

const TOOLS = [
  ["正文", (c) => c.setParagraph(), "paragraph"],
  ["一级标题", (c) => c.toggleHeading({ level: 2 }), "heading", { level: 2 }],
  ["二级标题", (c) => c.toggleHeading({ level: 3 }), "heading", { level: 3 }],
  ["加粗", (c) => c.toggleBold(), "bold"],
  ["斜体", (c) => c.toggleItalic(), "italic"],
  ["下划线", (c) => c.toggleUnderline(), "underline"],
  ["项目符号", (c) => c.toggleBulletList(), "bulletList"],
  ["编号", (c) => c.toggleOrderedList(), "orderedList"],
  ["引用", (c) => c.toggleBlockquote(), "blockquote"],
  ["链接", (c, editor) => ask(editor, c), "link"],
  ["插入表格", (c) => c.insertTable({ rows: 3, cols: 3, withHeaderRow: true })],
  ["加行", (c) => c.addRowAfter()],
  ["加列", (c) => c.addColumnAfter()],
  ["删行", (c) => c.deleteRow()],
  ["删列", (c) => c.deleteColumn()],
  ["撤消", (c) => c.undo()],
  ["重做", (c) => c.redo()],
];

function ask(editor, chain) {
  const address = window.prompt("链接地址（空着即去掉链接）", editor.getAttributes("link").href || "https://");
  if (address === null) return chain;
  return address.trim() && address.trim() !== "https://" ? chain.setMark("link", { href: address.trim() }) : chain.unsetMark("link");
}

function edit(textarea) {
  const tools = document.createElement("div");
  const box = document.createElement("div");
  tools.className = "editor-tools";
  tools.setAttribute("role", "toolbar");
  tools.setAttribute("aria-label", "正文格式");
  box.className = "editor-box";
  textarea.before(tools, box);
  const pictures = picturesInto(textarea);
  const editor = new Editor({
    element: box,
    content: textarea.value,
    injectCSS: false, // the policy of the desk allows no style of a script; desk.css has what is needed
    extensions: [
      Document, Paragraph, Text, HardBreak, Heading.configure({ levels: [2, 3, 4, 5] }), Bold, Italic, Underline, Subscript, Superscript,
      BulletList, OrderedList, ListItem, Blockquote, HorizontalRule, Link, Image, PlainTable, TableRow, TableHeader, TableCell, History,
      Dropcursor, Gapcursor,
    ],
    editorProps: { ...pictures.editorProps, attributes: { "aria-label": "正文", role: "textbox", "aria-multiline": "true" } },
    onUpdate({ editor }) {
      textarea.value = editor.isEmpty ? "" : pictures.written(editor.getHTML());
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  const buttons = TOOLS.map(([label, run, name, attributes]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => run(editor.chain().focus(), editor).run());
    tools.append(button);
    return [button, name, attributes];
  });
  editor.on("transaction", () => {
    for (const [button, name, attributes] of buttons) {
      if (name) button.setAttribute("aria-pressed", String(editor.isActive(name, attributes)));
    }
  });
  for (const button of document.querySelectorAll("[data-picture]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      editor.chain().focus().setImage({ src: button.dataset.picture, alt: button.dataset.alt }).run();
    });
  }
  textarea.hidden = true;
  pictures.begin(editor, box);
  return pictures;
}

function autosave(form, pictures) {
  const said = document.getElementById("autosave-said");
  let dirty = false;
  let stopped = false;
  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("submit", () => { dirty = false; stopped = true; });
  window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  setInterval(async () => {
    if (!dirty || stopped || pictures?.isUnderway()) return;
    dirty = false;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), redirect: "error" });
      const told = await answer.json();
      said.textContent = told.problem || `${told.at} 已自动保存`;
    } catch {
      dirty = true;
      said.textContent = "没有自动保存：连接中断或者登录已超时，请先复制正文。";
    }
  }, EVERY_SECONDS * 1000);
}

const textarea = document.querySelector("textarea[data-editor]");
const form = document.getElementById("drafting");
const pictures = textarea ? edit(textarea) : null;
if (form) autosave(form, pictures);
