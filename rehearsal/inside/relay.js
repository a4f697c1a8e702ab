"use strict";

// Carries connections between an instance's network and unix sockets that this machine shares with it. Runs in that
// network's namespace; its first argument is a JSON list of {listen, connect}, each a {host, port} or a {path}. Says
// "started", with --wait listens only after a line of input, and says "ready" when all listen.

const fs = require("node:fs");
const net = require("node:net");

// Where only one user id exists, the proxy cannot be root at first and another user later: it starts as that other user.
if (process.argv.includes("--open-ports")) fs.writeFileSync("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0");

/** @typedef {{ host: string, port: number } | { path: string }} Place */
/** @type {unknown} */
const given = JSON.parse(process.argv[2] ?? "[]");
const routes = /** @type {{ listen: Place, connect: Place }[]} */ (given);

function begin() {
    let waiting = routes.length;
    if (waiting === 0) process.stdout.write("ready\n");
    for (const { listen, connect } of routes) {
        const server = net.createServer({ allowHalfOpen: true }, (near) => {
            const far = net.connect({ ...connect, allowHalfOpen: true });
            near.pipe(far);
            far.pipe(near);
            // One side that breaks off takes the other with it: a refused connection is seen as a reset, which unix sockets do not have.
            near.on("error", () => far.destroy());
            far.on("error", () => ("host" in listen ? near.resetAndDestroy() : near.destroy()));
            near.on("close", () => far.destroy());
            far.on("close", () => near.destroy());
        });
        server.on("error", (error) => {
            process.stderr.write(`${error.message}\n`);
            process.exit(1);
        });
        server.listen(listen, () => {
            waiting -= 1;
            if (waiting === 0) process.stdout.write("ready\n");
        });
    }
}

process.stdout.write("started\n");
if (process.argv.includes("--wait")) process.stdin.once("data", begin);
else begin();
