// Types into forms of several lines and looks for the text after a reload, after saving, and after
// somebody else signed in. Told in ja at 360 px and in en at 1280 px.
// Usage: node keep.cjs BINARY

const { Server, act, check, device, signIn, signUp, tellAll } = require("./kit.cjs");

/** Until the page has looked for what this device keeps of its forms. */
const settled = (page) => page.evaluate(() => import(document.querySelector("script[src*='form.js']").src.replace("form.js", "keep.js")).then((keep) => keep.begun).then(() => undefined));

/** Types into every free field of the form that goes there, loads the page again, and looks whether it is back. */
async function again(page, url, at, action, say) {
  await page.goto(url + at);
  const form = `main form[action="${action}"]`;
  await page.$$eval(`${form} details`, (all) => all.forEach((one) => { one.open = true; }));
  const names = await page.$$eval(`${form} input[type=text], ${form} textarea`, (all) => all.filter((el) => el.offsetParent).map((el) => el.name));
  check(`${say} ${at}: has fields`, names.length > 1);
  for (const [n, name] of names.entries()) await page.fill(`${form} [name="${name}"]`, `typed ${n}`);
  await page.reload();
  await settled(page);
  const back = await page.$$eval(`${form} input[type=text], ${form} textarea`, (all) => all.map((el) => el.value).filter((v) => v.startsWith("typed")).length);
  check(`${say} ${at}: all ${names.length} are back, not ${back}`, back === names.length);
  check(`${say} ${at}: it is said`, await page.isVisible(`main .done button`));
}

async function tell(browser, { lang, width }) {
  const server = await new Server().start();
  const { url } = server;
  const say = `${lang} ${width}`;
  const context = await device(browser, { lang, width, serviceWorkers: "block" });
  await act(context, say, async () => {
    const page = await context.newPage();
    await signUp(page, server);
    // A person who is saved is not restored, and nothing says that something is back.
    await page.goto(`${url}/people/new`);
    await settled(page);
    await page.fill("[name=name]", "Tom Beckett");
    await page.fill("[name=role]", "baker");
    await page.fill("[name=mail]", "tom@@example.com");
    await page.click("main form button.btn");
    check(`${say}: a form with a fault keeps what was typed`, (await page.inputValue("[name=role]")) === "baker");
    await page.reload({ waitUntil: "load" }).catch(() => {});
    await page.goto(`${url}/people/new`);
    await settled(page);
    check(`${say}: and has it when it is opened again`, (await page.inputValue("[name=role]")) === "baker");
    await page.fill("[name=mail]", "tom@example.com");
    await page.click("main form button.btn");
    await page.waitForURL(/\/clients\/[^/]+(\?|$)/);
    const client = new URL(page.url()).pathname;
    await settled(page);
    await page.goto(`${url}/people/new`);
    await settled(page);
    check(`${say}: what was saved is not typed again`, (await page.inputValue("[name=role]")) === "" && !(await page.isVisible("main .done button")));
    for (const [at, action] of [
      [`${client}/profile`, `${client}/profile`], [`${client}/contacts`, `${client}/contacts`], [`${client}/gifts`, `${client}/gifts`],
      ["/contact", "/contact"], ["/people/new", "/people/new"],
    ]) await again(page, url, at, action, say);
    await page.goto(`${url}${client}/profile`);
    await Promise.all([page.waitForEvent("load"), page.click("main .done button")]);
    await settled(page);
    check(`${say}: what is saved can be shown in its place`, (await page.inputValue("[name=role]")) === "baker");
    // Whoever signs out leaves nothing behind.
    await page.click("footer form button");
    await page.waitForURL(/login/);
    check(`${say}: nothing is left`, (await page.evaluate(() => Object.keys(localStorage).length)) === 0);
    await signIn(page, url);
    await page.goto(`${url}/people/new`);
    await settled(page);
    check(`${say}: and nothing comes back`, (await page.inputValue("[name=role]")) === "");
  });
  await context.close();
  await server.close();
}

tellAll([{ lang: "ja", width: 360 }, { lang: "en", width: 1280 }], tell);
