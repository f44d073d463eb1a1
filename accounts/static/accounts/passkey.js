// Passkeys: behind the button the browser is asked for one, and its answer travels in the form. Nothing of it stays in the page.

const { create, get, supported } = window.webauthnJSON;
const inPage = () => JSON.parse(document.getElementById("passkey-options").textContent);

/** The office wants a passkey that names its person by itself, so that it opens without the password too. */
const wanted = (options) => {
  const asked = structuredClone(options);
  Object.assign(asked.publicKey.authenticatorSelection, {
    residentKey: "required",
    requireResidentKey: true,
    userVerification: "required",
  });
  return asked;
};

const fetched = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw new Error(`The office did not answer (${answer.status})`);
  return (await answer.json()).request_options;
};

const KINDS = {
  add: async () => create(wanted(inPage())),
  use: async () => get(inPage()),
  enter: async (form) => get(await fetched(form.action)),
};

async function answer(form) {
  const refused = form.querySelector("[data-passkey-refused]");
  const button = form.querySelector("button");
  refused.hidden = true;
  button.disabled = true;
  try {
    form.elements.credential.value = JSON.stringify(await KINDS[form.dataset.passkey](form));
    form.submit();
  } catch {
    refused.hidden = false;
    button.disabled = false;
    button.focus();
  }
}

// A browser knows passkeys only under a name: at a bare number such as 127.0.0.1 it would refuse each one.
const hasName = !/^[\d.:[\]]+$/.test(location.hostname);
if (supported() && window.isSecureContext && hasName) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(form);
    });
  }
  for (const missing of document.querySelectorAll("[data-passkey-missing]")) missing.hidden = true;
}
