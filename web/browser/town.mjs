// A real server over a folder of its own, with invented people.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const program = process.env.OPSTAP_SERVER;
if (!program) throw new Error("OPSTAP_SERVER names the server's program; `cargo xtask browser` does that");

export async function town() {
    const data = mkdtempSync(join(tmpdir(), "opstap-browser-"));
    const ask = (...words) => JSON.parse(execFileSync(program, ["--data", data, "--json", ...words], { encoding: "utf8" }));
    const { org } = ask("org", "add", "Voorbeeldstad");
    const staff = (role, name) => ask("staff", "add", "--org", org, "--role", role, name).account;
    const counsellor = staff("counsellor", "Samira de Wit");
    const desk = staff("triage", "Balie");
    const editor = staff("content_manager", "Roos Wilgenhof");
    const coach = staff("coach", "Ilse Vermeer");
    const admin = staff("administrator", "Bas Dekker");
    ask("org", "area", "--org", org, "--first", "3800", "--last", "3829");
    const open = (client) => ask("case", "open", "--org", org, "--client", client, "--counsellor", counsellor, "--coach", coach);
    const [noor, bram] = [open("Noor Bakker"), open("Bram Jansen")];
    const server = spawn(program, ["--data", data, "--listen", "127.0.0.1:0", "serve"], { stdio: ["ignore", "pipe", "ignore"] });
    const lines = createInterface({ input: server.stdout });
    let url;
    for await (const line of lines) {
        url = line.match(/http:\S+/)?.[0];
        if (url) break;
    }
    return {
        url,
        ask,
        org,
        staff,
        open,
        noor,
        bram,
        code: (account) => ask("pair", account).code,
        counsellor,
        coach,
        desk,
        editor,
        admin,
        async end() {
            const gone = new Promise((done) => server.once("exit", done));
            server.kill("SIGTERM");
            await gone;
            rmSync(data, { recursive: true, force: true });
        },
    };
}
