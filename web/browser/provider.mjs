// A provider of sign-in as municipalities have one, for staff or as the broker of clients: a real one, with a page of its own to
// sign in on.

import { createServer } from "node:http";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import Provider from "oidc-provider";

const LEVELS = ["low", "substantial", "high"];

const form = (uid) => `<!doctype html><html lang="nl"><title>Werkaccount</title>
<form method="post" action="/sign/${uid}"><label>Naam <input id="name" name="name"></label>
<label>Niveau <input id="level" name="level" value="substantial"></label>
<button id="go" name="act" value="go">Verder</button><button id="stop" name="act" value="stop">Stop</button></form>`;

async function body(request) {
    let text = "";
    for await (const part of request) text += part;
    return new URLSearchParams(text);
}

// Another name of this machine than the pages have: to a browser it is another site.
export async function listening() {
    const server = createServer();
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    return { server, issuer: `http://localhost:${server.address().port}` };
}

export function provide({ server, issuer }, { client_id, redirect_uri, public_key }) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const provider = new Provider(issuer, {
        acrValues: LEVELS,
        clients: [{
            client_id,
            redirect_uris: [redirect_uri],
            token_endpoint_auth_method: "private_key_jwt",
            token_endpoint_auth_signing_alg: "ES256",
            jwks: { keys: [public_key] },
        }],
        cookies: { keys: [randomBytes(32).toString("hex")] },
        features: { devInteractions: { enabled: false } },
        findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
        interactions: { url: (_, interaction) => `/sign/${interaction.uid}` },
        jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "one" }] },
        // Their organisation asks nobody for consent about their own work account.
        async loadExistingGrant(ctx) {
            const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
            grant.addOIDCScope("openid");
            await grant.save();
            return grant;
        },
        pkce: { required: () => true },
    });
    const answer = provider.callback();
    server.on("request", async (request, response) => {
        const uid = request.url.match(/^\/sign\/([\w-]+)/)?.[1];
        if (!uid) return answer(request, response);
        if (request.method === "GET") return response.setHeader("content-type", "text/html; charset=utf-8").end(form(uid));
        const sent = await body(request);
        const result = sent.get("act") === "stop"
            ? { error: "access_denied", error_description: "stopped" }
            : { login: { accountId: sent.get("name"), acr: sent.get("level"), remember: false } };
        return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    });
}

export async function end({ server }) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
}
