/* The modules have named exports; the package's own declarations know a default one only. What is used of them: */

interface ScormApi {
  loadFromJSON(json: object, element: string): void;
  renderCommitCMI(isTerminating: boolean, withTotalTime: boolean): object;
  on(event: string, act: () => void): void;
}
interface ScormSettings {
  lmsCommitUrl: false;
  autocommit: false;
  /** 5: nothing. */
  logLevel: 5;
}

declare module 'scorm-again/scorm12/min' {
  export const Scorm12API: new (settings: ScormSettings) => ScormApi;
}

declare module 'scorm-again/scorm2004/min' {
  export const Scorm2004API: new (settings: ScormSettings) => ScormApi;
}
