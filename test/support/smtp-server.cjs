'use strict';
// A mail server as a process of its own, started by test/support/mail-server.ts. Each letter that it has taken is a line of the
// file named in the first argument, written before the answer: what a test counts is what a recipient would have.
const { appendFileSync } = require('node:fs');
const { SMTPServer } = require('smtp-server');

const [file, givenPort = '0'] = process.argv.slice(2);
/** How it behaves; the fields are described where they are told. */
let mode = {};
let taken = 0;
let connections = 0;

const refusal = (answer) => Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) });
const behaviour = (all, ofAddress, address) => ofAddress?.[address] ?? all;

function drop(server, session) {
  for (const connection of server.connections) if (connection.id === session.id) connection._socket.destroy();
}

const server = new SMTPServer({
  authOptional: true,
  hideSTARTTLS: true,
  allowInsecureAuth: true,
  authMethods: ['PLAIN', 'LOGIN'],
  disableReverseLookup: true,
  onConnect(_session, done) {
    connections += 1;
    if (mode.greeting === 'hang') return;
    done(mode.greeting ? refusal(mode.greeting) : undefined);
  },
  onAuth({ username, password }, _session, done) {
    if (mode.auth === `${username}:${password}`) done(null, { user: username });
    else done(refusal('535 5.7.8 who are you'));
  },
  onMailFrom(_address, session, done) {
    if (mode.auth && !session.user) done(refusal('530 5.7.0 authenticate first'));
    else done(mode.from ? refusal(mode.from) : undefined);
  },
  onRcptTo({ address }, _session, done) {
    const answer = behaviour(mode.rcpt, mode.rcptOf, address);
    done(answer ? refusal(answer) : undefined);
  },
  onData(stream, session, done) {
    const pieces = [];
    stream.on('data', (piece) => pieces.push(piece));
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      const answer = behaviour(mode.data, mode.dataOf, to[0]);
      if (answer === 'hang') return;
      if (answer === 'drop' || (mode.dropAfter !== undefined && taken >= mode.dropAfter)) {
        drop(server, session);
        return;
      }
      if (answer && answer !== 'vanish') {
        done(refusal(answer));
        return;
      }
      taken += 1;
      const raw = Buffer.concat(pieces).toString('latin1');
      appendFileSync(file, `${JSON.stringify({ from: session.envelope.mailFrom.address, to, raw })}\n`);
      if (answer === 'vanish') drop(server, session);
      else setTimeout(done, mode.delay ?? 0);
    });
  },
});
server.on('error', () => undefined);

process.on('message', (next) => {
  if (next === 'connections') {
    process.send({ connections });
    return;
  }
  mode = next;
  taken = 0;
  process.send({ told: true });
});
process.on('disconnect', () => process.exit(0));
server.listen(Number(givenPort), '127.0.0.1', () => process.send({ port: server.server.address().port }));
