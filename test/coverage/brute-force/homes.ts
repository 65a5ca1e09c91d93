import { goneTo, placeOn } from './land.js';
import type { Land, Place } from './land.js';

/**
 * "`unit` in a dated record means the place with that code that was valid on the record's date"; of the plan's own
 * unit: "For its plan it is a valid place on later dates too."
 */
export function placeOfRecord(land: Land, code: string, day: string): Place {
  const place = placeOn(land.places, code, day);
  if (place) return place;
  if (code === land.own.code && day > land.own.last) return land.own;
  throw new Error(`no place had the code ${code} on ${day}`);
}

/** Where a home (a code) was on a day; throws where the rules ask back. */
export function placeOfHome(land: Land, code: string, day: string): Place {
  // "the place that had it on that day;"
  const then = placeOn(land.places, code, day);
  if (then) return then;
  const namesakes = land.places.filter((place) => place.code === code);
  // "else where the last one before that day had gone by then (the plan's own unit stays itself);"
  const before = namesakes
    .filter((place) => place.last < day)
    .sort(byFirstDay)
    .at(-1);
  if (before) return found(goneTo(land, before, day), code, day);
  // "else, going back from the first one after that day, its only predecessor, ended or not; several are an error"
  const after = namesakes.filter((place) => place.first > day).sort(byFirstDay)[0];
  return goBack(land, found(after, code, day), day);
}

function goBack(land: Land, place: Place, day: string): Place {
  const steps = land.steps.filter((step) => step.to === place);
  const predecessors = [...new Set(steps.map((step) => step.from))];
  const [only, another] = predecessors;
  if (!only) throw new Error(`${place.code} began from nothing after ${day}`);
  if (another) throw new Error(`${place.code} has several predecessors after ${day}: which?`);
  return only.first <= day ? only : goBack(land, only, day);
}

function byFirstDay(a: Place, b: Place): number {
  return a.first < b.first ? -1 : 1;
}

function found(place: Place | undefined, code: string, day: string): Place {
  if (!place) throw new Error(`the home ${code} is nowhere on ${day}`);
  return place;
}
