import type { World } from '../support/world.js';
import { FileIntake } from '../../src/files/file-intake.js';
import { type PackageFacts, readPackage } from '../../src/packages/package-reader.js';
import { type HostileEntry, hostileZip } from '../files/hostile-zip.js';
import { manifest, resource } from './manifests.js';

/** How programs of SCORM 1.2 look for the API: from their own page up. */
const FIND_12 = `
function findAPI(win) {
  var tries = 0;
  while (win.API == null && win.parent != null && win.parent != win) {
    if (++tries > 7) return null;
    win = win.parent;
  }
  return win.API;
}
function getAPI() {
  var found = findAPI(window);
  if (found == null && window.opener != null) found = findAPI(window.opener);
  return found;
}`;

/** How programs of SCORM 2004 do: from the parent up, never in their own page. */
const FIND_2004 = `
function scanForAPI(win) {
  var tries = 0;
  while (win.API_1484_11 == null && win.parent != null && win.parent != win) {
    if (++tries > 500) return null;
    win = win.parent;
  }
  return win.API_1484_11;
}
function getAPI() {
  var found = null;
  if (window.parent != null && window.parent != window) found = scanForAPI(window.parent);
  if (found == null && window.opener != null) found = scanForAPI(window.opener);
  return found;
}`;

/** Shows what it finds when it begins; sets all that matters when the button is pressed, or when its page goes away. */
const SCO_12 = `${FIND_12}
var api = getAPI();
api.LMSInitialize('');
var get = function (name) { return api.LMSGetValue('cmi.' + name); };
var names = ['core.entry', 'core.lesson_status', 'core.score.raw', 'core.lesson_location', 'suspend_data', 'launch_data'];
document.getElementById('found').textContent = names.map(get).join('|');
document.getElementById('work').onclick = function () {
  api.LMSSetValue('cmi.core.score.raw', '85');
  api.LMSSetValue('cmi.core.lesson_status', 'passed');
  api.LMSSetValue('cmi.core.lesson_location', 'trang-2');
  api.LMSSetValue('cmi.suspend_data', 'đã xem 3');
  api.LMSSetValue('cmi.core.session_time', '00:02:00');
  api.LMSSetValue('cmi.core.exit', 'suspend');
  api.LMSCommit('');
};
window.onunload = function () {
  api.LMSSetValue('cmi.suspend_data', get('suspend_data') + ' rồi đóng');
  api.LMSFinish('');
};`;

const SCO_2004 = `${FIND_2004}
var api = getAPI();
api.Initialize('');
var get = function (name) { return api.GetValue('cmi.' + name); };
var names = ['entry', 'success_status', 'score.scaled', 'location', 'suspend_data', 'launch_data'];
document.getElementById('found').textContent = names.map(get).join('|');
document.getElementById('work').onclick = function () {
  api.SetValue('cmi.score.scaled', '0.85');
  api.SetValue('cmi.completion_status', 'completed');
  api.SetValue('cmi.success_status', 'passed');
  api.SetValue('cmi.location', 'trang-2');
  api.SetValue('cmi.suspend_data', 'đã xem 3');
  api.SetValue('cmi.session_time', 'PT2M');
  api.SetValue('cmi.exit', 'suspend');
  api.Commit('');
};
window.addEventListener('pagehide', function () {
  api.SetValue('cmi.suspend_data', get('suspend_data') + ' rồi đóng');
  api.Terminate('');
});`;

const PAGE =
  '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>Bài một</title></head><body>' +
  '<p id="found"></p><button id="work">Học</button><a href="index.html?again">Trang sau</a>' +
  '<script src="kich-ban/sco.js"></script></body></html>';

const DATA = { '1.2': 'adlcp:datafromlms', '2004': 'adlcp:dataFromLMS' };

/** The files of a package with one SCO; `inFrame`: its program runs in a frame of its page. */
export function samplePackage(standard: '1.2' | '2004', inFrame = false): HostileEntry[] {
  const item =
    `<item identifier="bai-1" identifierref="r1"><title>Bài một</title>` +
    `<${DATA[standard]}>xin chào</${DATA[standard]}></item>`;
  const launch = inFrame ? 'khung.html' : 'index.html';
  const frames = '<!DOCTYPE html><html><frameset cols="*"><frame src="index.html"></frameset></html>';
  return [
    {
      name: 'imsmanifest.xml',
      content: manifest(standard, { items: item, resources: resource('r1', launch, standard) }),
    },
    { name: 'index.html', content: PAGE },
    { name: 'khung.html', content: frames },
    { name: 'kich-ban/sco.js', content: standard === '1.2' ? SCO_12 : SCO_2004 },
    { name: 'phim/a.mp4', content: '0123456789', method: 0 },
  ];
}

/** A package of SCORM 1.2 with a page that runs a script. */
export function packageWithScript(script: string): HostileEntry[] {
  return [
    { name: 'imsmanifest.xml', content: manifest('1.2') },
    {
      name: 'index.html',
      content: `<!DOCTYPE html><html><body><p id="told"></p><script>${script}</script></body></html>`,
    },
  ];
}

/** Keeps a package as it would be kept when it was sent. */
export async function keptPackage(
  world: World,
  entries: HostileEntry[],
): Promise<{ sha256: string; facts: PackageFacts }> {
  const { store } = world.get(FileIntake);
  const { sha256 } = await store.keep([hostileZip(entries)]);
  return { sha256, facts: await readPackage(store.pathOf(sha256)) };
}
