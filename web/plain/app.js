// The plain page: sign in as a demonstration member or stay a visitor, then talk. Every text is set as
// text, never as markup; only the conversation's id and credential are kept, for this tab alone.

const KEPT = "assistant";
const RETRIES = [500, 1000, 2000, 4000, 8000];
const $ = (id) => document.getElementById(id);

let texts;
let session = null;
let seen = 0;
let typing = false;
let state = "bot";
let sending = 0;
let watching = null;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function call(path, options = {}, who = session) {
  const headers = { ...(options.headers ?? {}) };
  if (who?.authorization) headers.Authorization = who.authorization;
  if (options.body) headers["Content-Type"] = "application/json";
  return fetch(path, { ...options, headers, cache: "no-store" });
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function trouble(code, urgent) {
  const line = code ? (texts.errors[code] ?? texts.errors.other) : "";
  $("trouble").textContent = urgent ? `${urgent.text}\n\n${line}` : line;
}

// --- showing -------------------------------------------------------------------------------------

function choiceList(message) {
  const list = element("ul", "choices");
  list.setAttribute("aria-label", texts.choices);
  for (const choice of message.choices) {
    const button = element("button", "", choice.title);
    button.type = "button";
    button.addEventListener("click", async () => {
      button.disabled = true;
      const outcome = await send({ choice: choice.id });
      button.disabled = outcome === "stale_choice";
    });
    const item = element("li");
    item.append(button);
    list.append(item);
  }
  return list;
}

function linkList(message) {
  const list = element("ul", "links");
  for (const link of message.links) {
    if (!/^(https|tel|mailto):/i.test(link.href)) continue;
    const anchor = element("a", "", link.title);
    anchor.href = link.href;
    if (link.href.startsWith("https:")) Object.assign(anchor, { target: "_blank", rel: "noopener noreferrer" });
    const item = element("li");
    item.append(anchor);
    list.append(item);
  }
  return list;
}

function sourceLine(message) {
  const day = (date) => new Intl.DateTimeFormat("fr-FR", { dateStyle: "long" }).format(new Date(date));
  const shown = message.sources.map(({ kind, label, date }) =>
    kind === "record" && date
      ? fill(texts.record, { label, date: day(date) })
      : fill(kind === "guide" ? texts.guide : texts.record_undated, { label }),
  );
  return element("p", "sources", texts.sources + shown.join(" ; "));
}

// French typography: no line begins with a high mark, and no number is cut.
function typeset(text) {
  return text.replace(/ (?=[?!:;»€%]|h\b)|(?<=«) |(?<=\d) (?=\d|jours?\b|mois\b)/g, "\u00a0");
}

function show(message) {
  if (message.seq <= seen) return;
  seen = message.seq;
  const item = element("li", message.from);
  item.append(element("p", "sender", message.name ?? texts.from[message.from] ?? ""));
  item.append(element("p", "said", message.from === "assistant" ? typeset(message.text) : message.text));
  if (message.links.length) item.append(linkList(message));
  if (message.sources.length) item.append(sourceLine(message));
  if (message.choices.length) item.append(choiceList(message));
  $("log").append(item);
  // The view starts at the member's last message: all of its answer follows, from the beginning.
  const start = [...$("log").querySelectorAll("li.member")].pop() ?? $("log").firstElementChild;
  $("log").scrollTop = start.offsetTop - $("log").offsetTop;
}

function showState() {
  const line = sending ? texts.sending : typing ? texts.typing : (texts[state] ?? "");
  if ($("state").textContent !== line) $("state").textContent = line;
}

function take(view) {
  view.messages.forEach(show);
  ({ state, typing } = view);
  showState();
}

// --- sending -------------------------------------------------------------------------------------

// Says "left" once somebody else may sit there: what was being sent is theirs no more.
async function send(said) {
  const who = session;
  const body = JSON.stringify({ client_id: newId(), ...said });
  const path = `/v1/conversations/${who.id}/messages`;
  sending += 1;
  showState();
  try {
    for (const wait of [...RETRIES, null]) {
      if (session !== who) return "left";
      let code = "network";
      let urgent;
      try {
        const response = await call(path, { method: "POST", body }, who);
        if (session !== who) return "left";
        if (response.status === 202) {
          trouble("");
          return "sent";
        }
        const refused = await response.json();
        code = response.status >= 500 ? "store_unavailable" : refused.error;
        urgent = refused.urgent;
      } catch {
        // The network: the same client_id is sent again, so that nothing is said twice.
      }
      if (session !== who) return "left";
      trouble(code, urgent);
      if (!["network", "store_unavailable"].includes(code)) return code;
      if (wait === null) trouble("unsent", urgent);
      else await pause(wait);
    }
    return "unsent";
  } finally {
    sending -= 1;
    showState();
  }
}

// --- watching ------------------------------------------------------------------------------------

class Gone extends Error {}

async function opened(path, signal) {
  const response = await call(path, { signal });
  if (response.ok) return response;
  const { error } = await response.json().catch(() => ({}));
  if (response.status === 401 || response.status === 404) throw new Gone(error);
  throw new Error(error);
}

async function stream(signal) {
  const response = await opened(`/v1/conversations/${session.id}/stream?after=${seen}`, signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const data = event.split("\n").filter((line) => line.startsWith("data: "));
      if (data.length) {
        take(JSON.parse(data.map((line) => line.slice(6)).join("\n")));
        if ($("trouble").textContent === texts.errors.network) trouble("");
      }
    }
  }
}

async function poll(signal) {
  const response = await opened(`/v1/conversations/${session.id}/messages?after=${seen}&wait=20`, signal);
  take(await response.json());
}

async function watch(signal) {
  let failures = 0;
  while (!signal.aborted) {
    const started = Date.now();
    try {
      // A proxy may swallow streams: after two that broke at once, ask instead of listening.
      await (failures % 4 < 2 && globalThis.TextDecoderStream ? stream(signal) : poll(signal));
      failures = Date.now() - started > 2000 ? 0 : failures + 1;
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Gone) {
        leave();
        trouble(error.message);
        return;
      }
      failures += 1;
      trouble("network");
    }
    if (failures) await pause(Math.min(250 * 2 ** Math.min(failures, 5), 5000));
  }
}

const nobody = $("who").textContent;

// --- coming and going ----------------------------------------------------------------------------

function enter() {
  sessionStorage.setItem(KEPT, JSON.stringify(session));
  $("door").hidden = true;
  $("chat").hidden = $("leave").hidden = false;
  $("who").textContent = session.name ? fill(texts.member, session) : texts.visitor;
  seen = 0;
  $("log").replaceChildren();
  watching = new AbortController();
  watch(watching.signal);
  $("text").focus();
}

function leave() {
  watching?.abort();
  sessionStorage.removeItem(KEPT);
  session = null;
  $("who").textContent = nobody;
  $("chat").hidden = $("leave").hidden = true;
  $("door").hidden = false;
}

async function begin(who) {
  session = who;
  trouble("");
  try {
    const response = await call("/v1/conversations", { method: "POST" });
    const body = await response.json();
    if (!response.ok) {
      trouble(body.error);
      return;
    }
    session.id = body.id;
    if (body.secret) session.authorization = `Visitor ${body.secret}`;
    enter();
  } catch {
    trouble("network");
  }
}

async function signIn(event) {
  event.preventDefault();
  session = null;
  const { adherent, first_name: holder } = JSON.parse($("member").selectedOptions[0].dataset.member);
  const chosen = $("person").selectedOptions[0];
  const person = chosen.value ? Number(chosen.value) : undefined;
  try {
    const response = await call("/demo/token", { method: "POST", body: JSON.stringify({ adherent, person }) });
    const body = await response.json();
    if (!response.ok) {
      trouble(body.error);
      return;
    }
    const name = person ? chosen.textContent : holder;
    await begin({ authorization: `Bearer ${body.token}`, name, adherent });
  } catch {
    trouble("network");
  }
}

function showPersons() {
  const { persons } = JSON.parse($("member").selectedOptions[0].dataset.member);
  const options = persons.map(({ id, first_name: name }) => new Option(name, id));
  $("person").replaceChildren(...options, new Option(texts.holder_only, ""));
}

async function showMembers() {
  const response = await call("/demo/members");
  $("sign-in").hidden = !response.ok;
  $("no-demo").hidden = response.ok;
  if (!response.ok) return;
  const { members } = await response.json();
  for (const member of members) {
    const option = new Option(`${member.first_name} (${member.adherent}) : ${member.title}`, member.adherent);
    option.dataset.member = JSON.stringify(member);
    $("member").append(option);
  }
  showPersons();
}

async function start() {
  texts = await (await fetch("/plain/texts.json")).json();
  $("sign-in").addEventListener("submit", signIn);
  $("member").addEventListener("change", showPersons);
  $("visit").addEventListener("click", () => begin({}));
  $("leave").addEventListener("click", leave);
  $("say").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = $("text").value;
    if (!text.trim()) return;
    $("text").value = "";
    const outcome = await send({ text });
    if (!["sent", "left"].includes(outcome) && !$("text").value) $("text").value = text;
  });
  $("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      $("say").requestSubmit();
    }
  });
  await showMembers();
  const kept = sessionStorage.getItem(KEPT);
  if (kept) {
    session = JSON.parse(kept);
    enter();
  }
}

start().catch(() => {
  $("trouble").textContent = $("trouble").dataset.start; // the texts themselves may be what is missing
});
