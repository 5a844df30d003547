// Keeps today's briefs on this device for a time without a network, where its member has asked for that on this device:
// encrypted like everything here, until the day is over or they sign out.

import * as device from "./device.js";

const NAME = ["brief", "today"];
const SETTING = ["setting", "briefs"];

const csrf = document.querySelector("input[name=csrf]")?.value;
const member = csrf?.split(".")[0];

const wanted = async () => (await device.get(member, ...SETTING)) !== undefined;
const want = () => device.put(member, ...SETTING, { at: Date.now() });

/** One brief as it is read without a network: nothing in it leads anywhere. */
async function read(link) {
  const address = link.getAttribute("href");
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) throw new Error("there is no such brief");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".brief");
  const name = page.querySelector("h1").textContent.trim();
  for (const gone of page.querySelectorAll("h1, script, form, button, template")) gone.remove();
  for (const [from, to] of [["a", "span"], ["h2", "h4"]]) {
    for (const el of page.querySelectorAll(from)) {
      const plain = document.createElement(to);
      plain.append(...el.childNodes);
      el.replaceWith(plain);
    }
  }
  return { address, name, at: Date.now(), html: page.innerHTML };
}

/** Keeps the briefs of the sessions that a page of today lists. One that cannot be had stays as it was. */
async function keep(week) {
  const before = (await device.get(member, ...NAME))?.briefs ?? [];
  const left = Number(week.dataset.left) * 1000;
  const links = [...week.querySelectorAll("a[data-brief]")];
  const briefs = await Promise.all(links.map((link) => read(link).catch(() => before.find((one) => one.address === link.getAttribute("href")))));
  if (!(await wanted())) return;
  await device.put(member, ...NAME, { at: Date.now(), until: Date.now() + left, briefs: briefs.filter(Boolean) });
}

// ---- Today ----------------------------------------------------------------------------------------------------------

async function today(week) {
  if (!(await wanted())) return;
  await want();
  await keep(week);
}

// ---- Settings -------------------------------------------------------------------------------------------------------

async function setting(section) {
  const [box, said] = [section.querySelector("input"), section.querySelector("[role=status]")];
  section.hidden = false;
  try { box.checked = await wanted(); } catch {
    box.disabled = true;
    said.textContent = section.dataset.unable;
    return;
  }
  box.addEventListener("change", async () => {
    box.disabled = true;
    try {
      if (box.checked) {
        await want();
        const page = await (await fetch(section.dataset.today, { headers: { Accept: "text/html" } })).text();
        const week = new DOMParser().parseFromString(page, "text/html").querySelector("[data-left]");
        if (week) await keep(week);
      } else {
        await device.drop(member, ...SETTING);
        await device.drop(member, ...NAME);
      }
      said.textContent = section.dataset[box.checked ? "on" : "off"];
    } catch {
      box.checked = await wanted().catch(() => false);
      said.textContent = section.dataset.unable;
    }
    box.disabled = false;
  });
}

// ---- without a network ----------------------------------------------------------------------------------------------

/** How long ago it was, in the language of the page. */
function ago(at) {
  const minutes = Math.max(0, Math.round((Date.now() - at) / 60000));
  const said = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
  return minutes < 60 ? said.format(-minutes, "minute") : said.format(-Math.round(minutes / 60), "hour");
}

function shown(brief, asOf) {
  const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(brief.at);
  const [details, summary, name, age, body] = ["details", "summary", "b", "p", "div"].map((tag) => document.createElement(tag));
  name.textContent = brief.name;
  age.className = "state";
  age.textContent = asOf.replace("{time}", () => time).replace("{ago}", () => ago(brief.at));
  summary.append(name);
  body.className = "brief";
  body.innerHTML = brief.html;
  details.append(summary, age, body);
  return details;
}

async function offline(section) {
  const whose = await device.whose();
  const kept = whose && await device.get(whose, ...NAME);
  if (!kept || kept.briefs.length === 0) return;
  section.querySelector("div").replaceChildren(...kept.briefs.map((brief) => shown(brief, section.dataset.asof)));
  section.hidden = false;
}

// Where the device keeps nothing there is nothing to show.
for (const [place, act] of [["[data-left]", today], ["#briefs-setting", setting], ["#briefs", offline]]) {
  const found = document.querySelector(place);
  if (found) act(found).catch(() => {});
}
