import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, drag, fits, launch, open, ranges } from "./browser.mjs";
import { liveServer } from "./server.mjs";

describe("the page of a run that goes on", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  async function live(test, { options = {}, expected = [] } = {}) {
    const server = await liveServer();
    const { page, problems, close } = await open(browser, server.url, options);
    try {
      await until(() => server.listening() > 0, "the page listens");
      await page.waitForFunction(() => Series.all.length > 0);
      await test(page, server);
      assert.deepEqual(problems.filter((each) => !expected.some((pattern) => pattern.test(each))), []);
    } finally {
      await close();
      await server.close();
    }
  }

  async function until(condition, what) {
    for (let i = 0; i < 500; i++) {
      if (await condition()) {
        return;
      }
      await new Promise((done) => setTimeout(done, 10));
    }
    assert.fail(`waited in vain: ${what}`);
  }

  it("moves with each second", () => live(async (page, server) => {
    const last = server.tick({ "first_sound.p50": 4321 });
    await until(async () => (await ranges(page))[0]?.[1] === last, "the new second is shown");
    assert.match(await page.locator('[data-chart="first_sound"] .legend').textContent(), /4,321\u202fms/);
    assert.equal(await page.locator(".live time").textContent(), "0:21");
  }));

  it("renews cards and outcomes without touching the charts", () => live(async (page, server) => {
    await page.evaluate(() => {
      window.kept = document.querySelector("figure canvas");
    });
    server.model.cards[0].value = 777;
    server.show();
    await until(async () => (await page.locator('[data-card="first_sound"] .figure').textContent()).startsWith("777"), "the card");
    assert.ok(await page.evaluate(() => window.kept.isConnected));
  }));

  it("keeps the stretch that the reader has zoomed into", () => live(async (page, server) => {
    await drag(page, "first_sound", 0.2, 0.6);
    const before = await ranges(page);
    const last = server.tick();
    await page.waitForFunction((t) => Page.model.series.t.at(-1) === t, last);
    assert.deepEqual(await ranges(page), before);
  }));

  it("asks for everything again when a line appears that it does not know", () => live(async (page, server) => {
    server.addLine({ id: "state.activating", en: "activating", zh: "激活" });
    server.tick({ "state.activating": 1 });
    await page.waitForSelector('[data-chart="states"] [data-line="state.activating"]');
  }));

  it("leaves the reader where they are when everything is drawn again", () => live(async (page, server) => {
    await page.locator("#find").fill("7");
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight - innerHeight - 200));
    const before = await page.evaluate(() => scrollY);
    server.addLine({ id: "state.activating", en: "activating", zh: "激活" });
    server.tick({ "state.activating": 1 });
    await page.waitForSelector('[data-chart="states"] [data-line="state.activating"]');
    assert.ok(Math.abs(await page.evaluate(() => scrollY) - before) < 40);
    assert.equal(await page.evaluate(() => document.activeElement.id), "find");
    assert.equal(await page.locator("#find").inputValue(), "7");
  }));

  it("draws a line as soon as it is more than zeros", () => live(async (page, server) => {
    assert.equal(await page.locator('[data-line="state.upgrading"]').count(), 0);
    server.tick({ "state.upgrading": 1 });
    await page.waitForSelector('[data-chart="states"] [data-line="state.upgrading"]');
  }));

  it("pauses and goes on, with the token that it was given", () => live(async (page, server) => {
    await page.locator("#pause").click();
    await page.waitForSelector('.live[data-state="paused"]');
    assert.equal(await page.locator("#pause").textContent(), "Go on");
    await page.locator("#pause").click();
    await page.waitForSelector('.live[data-state="live"]');
    assert.deepEqual(server.asked, [["/pause", "secret"], ["/resume", "secret"]]);
  }));

  it("asks before it stops the run", () => live(async (page, server) => {
    await page.locator("#stop").click();
    await page.locator("#sure-no").click();
    assert.deepEqual(server.asked, []);
    await page.locator("#stop").click();
    await page.locator("#sure-yes").click();
    await page.waitForSelector('.live[data-state="stopping"]');
    assert.deepEqual(server.asked, [["/stop", "secret"]]);
  }));

  it("says why something did not work", () => live(async (page, server) => {
    await page.locator("#amount").fill("25");
    await page.locator("#add").click();
    await until(async () => (await page.locator("#toast").textContent()).includes("no more devices fit here"), "the reason");
    assert.deepEqual(server.asked, [["/add?n=25", "secret"]]);
  }, { expected: [/409/] }));

  it("keeps what is typed while the figures move", () => live(async (page, server) => {
    await page.locator("#amount").fill("123");
    server.show();
    server.tick();
    await until(async () => await page.locator(".live time").textContent() === "0:21", "the tick");
    assert.equal(await page.locator("#amount").inputValue(), "123");
  }));

  it("follows the conversation of one device", () => live(async (page, server) => {
    await page.locator("#find").fill("device-7");
    await until(async () => await page.locator("#device-list button").count() === 1, "one device is found");
    await page.locator("#device-list button").click();
    await page.waitForSelector("#lines li");
    server.say({ t_s: 2, dir: "user", text: "What is the weather like?", zh: "天气怎么样？", at: "14:03:23.000" });
    server.say({ t_s: 3, dir: "heard", text: "<b>Sunny.</b>", at: "14:03:25.000" });
    await until(async () => await page.locator("#lines li").count() === 3, "three lines");
    assert.deepEqual(await page.locator("#lines .text").allTextContents(),
      ['{"type":"listen","state":"start"}', "What is the weather like?", "<b>Sunny.</b>"]);
  }));

  it("comes back when the connection was lost", () => live(async (page, server) => {
    server.cut();
    await page.waitForSelector('.live[data-state="lost"]');
    await page.waitForSelector('.live[data-state="live"]');
    const last = server.tick();
    await page.waitForFunction((t) => Page.model.series.t.at(-1) === t, last);
  }, { expected: [/ERR_|Failed to load/] }));

  it("becomes the report when the run is over", () => live(async (page, server) => {
    server.finish();
    await page.waitForSelector('.live[data-state="ended"]');
    assert.equal(await page.locator("h1").textContent(), "All went well.");
    assert.equal(await page.locator("#devices").count(), 0);
    assert.ok(await page.locator("#controls").isHidden() || await page.locator("#controls").count() === 0);
  }));

  it("stays the report when an older answer comes late", () => live(async (page, server) => {
    server.answerLate();
    server.addLine({ id: "state.activating", en: "activating", zh: "激活" });
    server.tick({ "state.activating": 1 });
    await until(() => server.waiting() > 0, "the page asks for everything");
    server.finish();
    await page.waitForSelector('.live[data-state="ended"]');
    const answered = page.waitForResponse(/data$/);
    server.answerNow();
    await (await answered).finished();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
    assert.equal(await page.locator(".live").getAttribute("data-state"), "ended");
    assert.equal(await page.locator("h1").textContent(), "All went well.");
  }));

  it("is accessible, on a phone in Chinese too", () => live(async (page) => {
    await page.waitForSelector("#device-list button");
    await page.locator("#device-list button").first().click();
    await page.waitForSelector("#lines li");
    await accessible(page);
    await fits(page);
  }, { options: { locale: "zh-CN", viewport: { width: 390, height: 844 } } }));

  // The page of a run that the caller has begun.
  const real = process.env.LIVE_URL;
  it("follows a real run and stops it", { skip: !real && "LIVE_URL names no run" }, async () => {
    const { page, problems, close } = await open(browser, real);
    await page.waitForFunction(() => Series.all.length > 0 && Page.model.series.t.length > 2);
    const before = await page.evaluate(() => Page.model.series.t.at(-1));
    await page.waitForFunction((t) => Page.model.series.t.at(-1) > t + 1, before);
    await page.locator("#device-list button").first().click();
    await page.waitForSelector("#lines li");
    await accessible(page);
    // A page that is slow to read and asks all the time gets its answers until it has read that the run is over.
    await page.locator("#stop").click();
    const debug = await page.context().newCDPSession(page);
    await debug.send("Emulation.setCPUThrottlingRate", { rate: 20 });
    await page.evaluate(() => {
      setInterval(() => Live.ended || fetch("devices?q=&limit=1").catch(() => {}), 20);
    });
    await page.evaluate(() => document.getElementById("sure-yes").click());
    await page.waitForSelector('.live[data-state="ended"]', { timeout: 60_000 });
    assert.deepEqual(problems, []);
    await close();
  });
});
