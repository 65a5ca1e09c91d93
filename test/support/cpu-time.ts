/** Milliseconds of CPU that this process has used: how long something takes, whatever else the machine is busy with. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
