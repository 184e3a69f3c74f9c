import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, describe, it } from "node:test";
import { accessible, drag, fits, launch, open, ranges, report } from "./browser.mjs";
import { capacity, comparison, sample } from "./sample.mjs";

describe("the report page", () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** Opens the page of a model, and expects at the end that the console had nothing to say. */
  async function on(model, options, test) {
    const { page, problems, close } = await open(browser, typeof model === "string" ? model : report(model), options);
    await test(page);
    assert.deepEqual(problems, []);
    await close();
  }

  it("begins with the answer, the verdict and the objectives", () => on(sample(), {}, async (page) => {
    assert.match(await page.locator("h1").textContent(), /^2,000 devices were carried/);
    assert.match(await page.locator(".verdict").textContent(), /Valid.*the figures are your server’s/);
    assert.deepEqual(await page.locator(".objectives .state").allTextContents(), ["missed", "met", "met"]);
    assert.equal(await page.locator('[data-card="answered"] .figure').textContent(), "99.58%");
  }));

  it("does not look good when it cannot be trusted", () => on(sample({
    answer: { good: true, en: "All answered.", zh: "全部回答。" }, verdict: { value: "INVALID", reasons: [{ en: "Too slow.", zh: "太慢。" }] },
  }), {}, async (page) => {
    assert.match(await page.locator("#answer").getAttribute("class"), /is-bad/);
    const text = await page.locator("#answer").innerText();
    assert.match(text, /too late itself.*All answered\./s, "what it is worth comes first");
    await accessible(page);
  }));

  it("shows every part that the model has something for", () => on(sample(), {}, async (page) => {
    assert.deepEqual(await page.locator("#nav a").allTextContents(), ["Answer", "Latency", "Outcomes", "Sound", "Slowest", "Load", "System", "Run"]);
    assert.equal(await page.locator("figure.chart canvas").count(), sample().series.charts.length + 1);
    assert.equal(await page.locator("[data-stage]").count(), 5);
    assert.equal(await page.locator("[data-outcome]").count(), 4, "outcomes that did not happen are left out");
  }));

  it("leaves out what there is nothing for", () => on({ schema: "xiaozhi-simulator/page/1" }, {}, async (page) => {
    assert.equal(await page.locator("figure").count(), 0);
    await accessible(page);
  }));

  it("zooms all charts when one is dragged, and shows all again on a double click", () => on(sample(), {}, async (page) => {
    await drag(page, "first_sound", 0.25, 0.5);
    const zoomed = await ranges(page);
    const [from, until] = zoomed[0];
    assert.ok(Math.abs(from - 75.75) < 2 && Math.abs(until - 150.5) < 2, `${from} to ${until}`);
    assert.equal(zoomed.length, sample().series.charts.length);
    assert.ok(zoomed.every((each) => each[0] === from && each[1] === until), JSON.stringify(zoomed));
    assert.match(await page.locator(".zoom-bar").textContent(), /Showing 1:1\d\.\d to 2:[23]\d\.\d/);
    await page.locator('[data-chart="states"] .u-over').dblclick();
    assert.ok((await ranges(page)).every((each) => each[0] === 0 && each[1] === 300));
    assert.ok(await page.locator(".zoom-bar").isHidden());
  }));

  it("zooms and reads values with the keyboard alone", () => on(sample(), {}, async (page) => {
    const plot = page.locator('[data-chart="first_sound"] .plot');
    await plot.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    assert.match(await page.locator('[data-chart="first_sound"] [aria-live]').textContent(), /^4:59: median .*ms, 95 % .*ms/);
    assert.notEqual(await page.locator('[data-chart="states"] .readout').textContent(), "", "the cursor is in all charts");
    await page.keyboard.press("+");
    assert.ok((await ranges(page)).every((each) => each[0] > 100));
    await page.keyboard.press("0");
    assert.ok((await ranges(page)).every((each) => each[0] === 0));
  }));

  it("zooms with a finger", () => on(sample(), { hasTouch: true, viewport: { width: 390, height: 844 } }, async (page) => {
    const over = page.locator('[data-chart="first_sound"] .u-over');
    await over.scrollIntoViewIfNeeded();
    const box = await over.boundingBox();
    const touch = await page.context().newCDPSession(page);
    const at = (share) => [{ x: box.x + box.width * share, y: box.y + 60 }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0.2) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(0.4) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(0.6) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    assert.ok((await ranges(page)).every((each) => each[0] > 50 && each[1] < 200), JSON.stringify(await ranges(page)));
  }));

  it("switches a line off and on", () => on(sample(), {}, async (page) => {
    const key = page.locator('[data-chart="states"] [data-line="state.idle"]');
    const top = () => page.evaluate(() => Series.all.find((each) => each.figure.dataset.chart === "states").plotted.scales.y.max);
    const before = await top();
    await key.click();
    assert.equal(await key.getAttribute("aria-pressed"), "false");
    assert.ok(await top() < before, "the other areas come down");
    await key.click();
    assert.equal(await top(), before);
  }));

  it("draws the limit of an objective, and says it to who cannot see it", () => on(sample(), {}, async (page) => {
    const chart = page.locator('[data-chart="first_sound"] .plot');
    assert.match(await chart.getAttribute("aria-label"), /Limit: first_sound\.p95 < 1500ms over 60s\.$/);
    const red = () => page.evaluate(() => {
      const plotted = Series.all.find((each) => each.figure.dataset.chart === "first_sound").plotted;
      const y = Math.round(plotted.valToPos(1_500, "y", true));
      const row = plotted.ctx.getImageData(plotted.bbox.left, y - 1, plotted.bbox.width, 3).data;
      let count = 0;
      for (let i = 0; i < row.length; i += 4) {
        count += row[i] > row[i + 2] + 60 ? 1 : 0;
      }
      return count / plotted.bbox.width;
    });
    assert.ok(await red() > 0.4, "a dashed line from left to right");
    assert.doesNotMatch(await page.locator('[data-chart="stages"] .plot').getAttribute("aria-label"), /Limit/);
  }));

  it("speaks the browser's language, and the other one on request", () => on(sample(), { locale: "zh-CN" }, async (page) => {
    assert.match(await page.locator("h1").textContent(), /^服务器承载了/);
    assert.equal(await page.getAttribute("html", "lang"), "zh-CN");
    const text = await page.locator("body").innerText();
    assert.doesNotMatch(text, /How long|Where the time|Objectives|missed/);
    assert.match(text, /开发板/, "what ran it, too");
    assert.match(text, /设备 112，第 3 轮，14:06:22\.120/, "and whose turns were slow");
    assert.doesNotMatch(text, /, turn \d/);
    await page.locator("#language").click();
    assert.match(await page.locator("h1").textContent(), /^2,000 devices/);
  }));

  it("is light or dark as the reader's system is, and the other on request", () => on(sample(), { colorScheme: "dark" }, async (page) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await ground();
    await page.locator("#theme").click();
    assert.notEqual(await ground(), dark);
  }));

  for (const [name, options] of Object.entries({
    light: {}, dark: { colorScheme: "dark" }, Chinese: { locale: "zh-CN" }, "on a phone": { viewport: { width: 360, height: 740 } },
  })) {
    it(`is accessible: ${name}`, () => on(sample(), options, async (page) => {
      await page.locator("details").evaluateAll((all) => all.forEach((each) => {
        each.open = true;
      }));
      await fits(page);
      await accessible(page);
    }));
  }

  it("shows the steps of a slow turn, and plays what was heard", () => on(sample(), {}, async (page) => {
    const turn = page.locator(".turn").first();
    await turn.locator("summary").click();
    assert.equal(await turn.locator("tbody tr").count(), 7);
    const seconds = await turn.locator("audio").evaluate((audio) => new Promise((done, failed) => {
      audio.onloadedmetadata = () => done(audio.duration);
      audio.onerror = () => failed(new Error("cannot be played"));
      audio.load();
    }));
    assert.equal(seconds, 1);
  }));

  it("lets nothing that a server said become part of the page", () => on(sample({
    errors: [{ message: "</script><img src=x onerror=alert(1)>", count: 1, examples: ["<b>here</b>"] }],
  }), {}, async (page) => {
    assert.match(await page.locator(".message").textContent(), /^<\/script><img/);
    assert.equal(await page.locator("main img, main b").count(), 0);
  }));

  it("can be printed", () => on(sample(), { colorScheme: "dark" }, async (page) => {
    const pdf = await page.pdf({ format: "A4" });
    assert.ok(pdf.length > 20_000);
  }));

  it("lays two runs side by side", () => on(comparison(), {}, async (page) => {
    assert.deepEqual(await page.locator("#comparison .judgement").allTextContents(), ["better", "no difference", "worse", "cannot be told"]);
    const stages = page.locator('[data-chart="stages"]');
    assert.equal(await stages.locator(".key").count(), 8);
    assert.match(await stages.locator(".key").last().textContent(), /tts start, reports\/tuesday/);
    const [first, second] = await page.evaluate(() => ["llm.p50", "1/llm.p50"].map((id) => Series.all.flatMap((each) => each.plotted.series).find((each) => each.label === id))
      .map((line) => ({ color: line._stroke, dashed: Boolean(line.dash?.length) })));
    assert.deepEqual([first.color === second.color, first.dashed, second.dashed], [true, false, true]);
    await accessible(page);
  }));

  it("shows the search for the limit", () => on(capacity(), {}, async (page) => {
    assert.match(await page.locator("tr.best").textContent(), /1,840/);
    await accessible(page);
  }));

  it("stays quick with as many points as a report may have", () => on(sample({ seconds: 2000 }), {}, async (page) => {
    const took = await page.evaluate(() => {
      const from = performance.now();
      Zoom.show([100, 900]);
      return performance.now() - from;
    });
    assert.ok(took < 500, `${took} ms for a zoom`);
  }));

  // A report that a run has just written, where the caller has one.
  const real = fs.existsSync(process.env.REPORT_HTML ?? "") ? process.env.REPORT_HTML : null;
  it("is right for a real run", { skip: !real && "REPORT_HTML names no report" }, () => on(real, {}, async (page) => {
    assert.ok(fs.statSync(real).size < 5_000_000);
    assert.ok(await page.locator(".card").count() >= 3);
    assert.ok(await page.locator("figure.chart canvas").count() >= 4);
    await accessible(page);
    await fits(page);
    await drag(page, await page.locator("figure.chart").first().getAttribute("data-chart"), 0.3, 0.7);
    const shown = await ranges(page);
    assert.ok(shown.every((each) => each[0] === shown[0][0] && each[1] === shown[0][1]));
    assert.ok(await page.locator(".zoom-bar").isVisible());
  }));
});
