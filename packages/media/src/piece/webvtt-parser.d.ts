/** What we use of the W3C's validator, which has no types of its own. */
declare module "webvtt-parser" {
  type Cue = { startTime: number; endTime: number; text: string; tree: { children: Node[] } };
  type Node = { type: string; name?: string; value?: string; children?: Node[] };
  class WebVTTParser {
    parse(
      input: string,
      mode: "subtitles",
    ): { cues: Cue[]; errors: { message: string; line: number; col?: number }[] };
  }
  const library: { WebVTTParser: typeof WebVTTParser };
  export default library;
}
