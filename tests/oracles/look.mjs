// Opens a page in a headless browser and says what a person sees: `node look.mjs PAGE SCREENSHOT`.
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import puppeteer from 'puppeteer-core';

const [page_path, screenshot] = process.argv.slice(2);
const browser = await puppeteer.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args,
    headless: 'shell',
    defaultViewport: { width: 1200, height: 900 },
});
try {
    const page = await browser.newPage();
    const seen = { requests: [], dialogs: 0, errors: [] };
    page.on('request', (request) => seen.requests.push(request.url()));
    page.on('dialog', (dialog) => { seen.dialogs += 1; dialog.dismiss(); });
    page.on('pageerror', (error) => seen.errors.push(String(error)));
    await page.goto(pathToFileURL(page_path).href);
    const visible = (selector) => page.$$eval(selector, (all) => all.filter((one) => one.checkVisibility()).length);
    seen.title = await page.title();
    seen.text = await page.$eval('main', (main) => main.textContent);
    seen.foreign = await page.$$eval('script, img, iframe, object, embed, link, form, a[href], svg, video, [onclick], [onerror]', (all) => all.length);
    seen.findings = {};
    for (const filter of ['all', 'breaking', 'compatible', 'docs', 'major']) {
        await page.click(`label[for=only-${filter}]`);
        seen.findings[filter] = await visible('.finding');
    }
    seen.groups = await visible('.group');
    await page.click('label[for=only-all]');
    seen.closed = await visible('.finding .sides');
    await page.click('.finding summary');
    seen.open = await visible('.finding .sides');
    const box = async (selector) => (await page.$(selector)).boundingBox();
    const [old_side, new_side] = [await box('.finding[open] .old'), await box('.finding[open] .new')];
    seen.side_by_side = old_side.x + old_side.width <= new_side.x && old_side.y === new_side.y;
    seen.sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    await page.screenshot({ path: screenshot, fullPage: true });
    console.log(JSON.stringify(seen));
} finally {
    await browser.close();
}
