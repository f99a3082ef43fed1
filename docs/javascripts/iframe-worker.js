/*
 * Browsers start no worker for a page that is opened as a file, and the search of these pages is
 * one. Here its script runs in a hidden frame, which answers as a worker would. The theme waits
 * for what importScripts returns, so that it may be a promise.
 */
"use strict";

function loadScript(page, address) {
  return new Promise((resolve, reject) => {
    const script = page.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} can't be loaded`));
    page.head.append(script);
  });
}

class FrameWorker extends EventTarget {
  constructor(address) {
    super();
    const frame = document.createElement("iframe");
    frame.hidden = true;
    document.body.append(frame);
    this.inside = frame.contentWindow;
    const page = frame.contentDocument;
    this.inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
    this.inside.importScripts = (...addresses) =>
      addresses.reduce((before, each) => before.then(() => loadScript(page, each)), Promise.resolve());
    this.ready = loadScript(page, address);
  }

  postMessage(data) {
    this.ready.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data })));
  }
}

if (location.protocol === "file:") {
  window.Worker = FrameWorker;
}
