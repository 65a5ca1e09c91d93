/** Stops the server that global-setup.ts started. Where this never runs, the server's keeper sees the tests die. */
export default async function stopServers() {
    await globalThis.throwAwayServer?.stop();
}
