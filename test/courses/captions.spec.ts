import { checkCaptions } from '../../src/courses/captions.js';

const CUE = '00:01.000 --> 00:04.000\nXin chào\n';

describe('captions', () => {
  it.each([
    `WEBVTT\n\n${CUE}`,
    `\ufeffWEBVTT - Phim\r\n\r\n1\r\n00:00:01.000 --> 00:00:04.000 align:start\r\nXin chào\r\n`,
    `WEBVTT\n\nNOTE ghi chú\n\n100:00:00.000 --> 100:00:01.000\nx`,
  ])('that are WebVTT are taken', (text) => expect(() => checkCaptions(text, 'a.vtt')).not.toThrow());

  it.each<[string, string, string]>([
    ['SRT', `1\n00:00:01,000 --> 00:00:04,000\nx`, 'captions_head {"name":"a.vtt"}'],
    ['another word', `WEBVTTX\n\n${CUE}`, 'captions_head {"name":"a.vtt"}'],
    ['no cue', 'WEBVTT\n\nxin chào', 'captions_none {"name":"a.vtt"}'],
    ['commas', 'WEBVTT\n\n00:01,000 --> 00:04,000\nx', 'captions_time {"name":"a.vtt","line":3}'],
    [
      'an end before the beginning',
      `WEBVTT\n\n${CUE}\n00:05.000 --> 00:04.999\nx`,
      'captions_time {"name":"a.vtt","line":6}',
    ],
    ['too many minutes', 'WEBVTT\n\n60:01.000 --> 61:00.000\nx', 'captions_time {"name":"a.vtt","line":3}'],
  ])('with %s are refused, with the line', (_, text, why) => {
    expect(() => checkCaptions(text, 'a.vtt')).toThrow(`courses.${why}`);
  });
});
