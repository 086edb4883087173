import { expect, test } from "vitest";
import { addressKey, peertubeApiUrl, youtubeId } from "./platform-address.rules.ts";

test.each([
  [
    "https://peertube.fr/w/2y84q2MQUMWPbiEcxNXMgC",
    "https://peertube.fr/api/v1/videos/2y84q2MQUMWPbiEcxNXMgC",
  ],
  [
    "https://tube.coop/videos/watch/9c9de5e8-0a1e-484a-b099-e80766180a6d?start=1m",
    "https://tube.coop/api/v1/videos/9c9de5e8-0a1e-484a-b099-e80766180a6d",
  ],
  ["https://tube.coop/w/p/9c9de5e8", null],
  ["https://tube.coop/w/../../admin", null],
  ["ftp://tube.coop/w/abc", null],
  ["tube.coop/w/abc", null],
])("the API of %s is %s", (page, api) => {
  expect(peertubeApiUrl(page)).toBe(api);
});

test.each([
  ["https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=12", "dQw4w9WgXcQ"],
  ["https://youtu.be/dQw4w9WgXcQ?si=abc", "dQw4w9WgXcQ"],
  ["https://m.youtube.com/shorts/dQw4w9WgXcQ", "dQw4w9WgXcQ"],
  ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "dQw4w9WgXcQ"],
  ["https://www.youtube.com/@essaim", null],
  ["https://example.org/watch?v=dQw4w9WgXcQ", null],
  ["dQw4w9WgXcQ", null],
])("the video of %s is %s", (page, id) => {
  expect(youtubeId(page)).toBe(id);
});

test("the same page has one key, whoever copied its address", () => {
  expect(addressKey("https://www.blog.example/velo/?utm_source=x")).toBe("blog.example/velo");
  expect(addressKey("http://blog.example/velo")).toBe("blog.example/velo");
  expect(addressKey("https://blog.example/?p=12")).toBe("blog.example?p=12");
  expect(addressKey("Le vélo")).toBeNull();
});
