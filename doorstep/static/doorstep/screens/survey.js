// One questionnaire at one door, a big plain step at a time. Answers are kept, encrypted, at every step, until they are saved.

import { choicesOf, clean, problems, steps } from "../core/questions.js";
import { recordAnswers } from "../core/recording.js";
import { draftOf, keepDraft } from "../core/session.js";
import { choose, field, goTo, h, press } from "../ui.js";

const FORM = "answers";
const begun = new Map(); // how far each form has come, while this page is open

/** The step of a questionnaire that is due. */
export async function surveyScreen(state, door, key) {
  const sheet = state.questionnaires.find((one) => one.key === key);
  if (!sheet) return [h("h1", { tabindex: "-1" }, "This questionnaire is not on the phone"), goTo("Back to the door", `#door/${door.position}`)];
  const place = `${door.household}/${key}`;
  if (!begun.has(place)) {
    const draft = await draftOf(door.household);
    begun.set(place, { step: 0, wave: "", answers: draft?.kind === FORM && draft.fields.questionnaire === key ? JSON.parse(draft.fields.answers) : {} });
  }
  const run = begun.get(place);
  if (sheet.waves.length > 1 && !run.wave) return firstScreen(state, door, sheet, run);
  const due = steps(sheet.schema, run.answers);
  run.step = Math.min(run.step, due.length - 1);
  const questions = due[run.step];
  const asked = questions.map((question) => ask(question, run.answers));
  const forward = async () => {
    asked.forEach((one) => (run.answers[one.key] = one.value()));
    const wrong = problems(questions, run.answers, state.today());
    asked.forEach((one) => one.wrong(wrong[one.key]));
    if (Object.keys(wrong).length) return;
    await keepDraft(door.household, FORM, { questionnaire: key, version: sheet.version, answers: JSON.stringify(run.answers) }).catch(() => {});
    if (run.step + 1 < steps(sheet.schema, run.answers).length) {
      run.step += 1;
      await state.draw();
      return;
    }
    const made = await state.attempt(() => recordAnswers(state, door, sheet, run.wave, clean(sheet.schema, run.answers, state.today())));
    if (!made) return;
    begun.delete(place);
    state.go(`#saved/${made.id}`);
  };
  const back = async () => {
    asked.forEach((one) => (run.answers[one.key] = one.value()));
    run.step -= 1;
    await state.draw();
  };
  const last = run.step + 1 === due.length;
  return [
    h("p", { class: "steps", tabindex: "-1" }, `${sheet.title}: ${run.step + 1} of ${due.length}`),
    questions[0].page ? h("h1", {}, questions[0].page) : null,
    ...asked.map((one) => one.element),
    h("div", { class: "low" }, press(last ? "Save the answers" : "Next", forward, "press--main")),
    run.step ? press("Back", back, "press--quiet") : goTo("Back to the door", `#door/${door.position}`, "press--quiet"),
  ];
}

/** Before the first question: what this is, and for when it counts. */
function firstScreen(state, door, sheet, run) {
  const wave = choose("For when does it count?", "wave", sheet.waves.map((one) => [one.key, one.words]));
  wave.set(sheet.waves[0].key);
  const start = async () => {
    run.wave = wave.value();
    await state.draw();
  };
  return [
    h("h1", { tabindex: "-1" }, sheet.title),
    sheet.note ? h("p", { class: "quiet" }, sheet.note) : null,
    wave.element,
    h("div", { class: "low" }, press("Start", start, "press--main")),
    goTo("Back to the door", `#door/${door.position}`, "press--quiet"),
  ];
}

/** One question in large: {key, element, value(), wrong(words)}. */
function ask(question, answers) {
  const before = answers[question.key];
  const words = question.required ? question.words : `${question.words} (may be passed over)`;
  const made = LARGE[question.kind]?.(question, words) ?? typed(question, words);
  if (before !== undefined && before !== null) made.set(Array.isArray(before) ? before : String(before));
  const fault = h("p", { class: "wrong", role: "alert" });
  made.element.prepend(fault);
  return { key: question.key, element: made.element, value: made.value, wrong: (text) => (fault.textContent = text ?? "") };
}

const asChoices = (question) => choicesOf(question).map((one) => [one.key, one.words]);
const LARGE = {
  single: (question, words) => choose(words, question.key, asChoices(question), { hint: question.help }),
  yes_no: (question, words) => choose(words, question.key, asChoices(question), { hint: question.help }),
  several: (question, words) => choose(words, question.key, asChoices(question), { hint: question.help, kind: "checkbox" }),
  scale(question, words) {
    const marks = Array.from({ length: question.most - question.least + 1 }, (_, at) => String(question.least + at));
    const ends = [question.least_words && `${question.least} is “${question.least_words}”`, question.most_words && `${question.most} is “${question.most_words}”`];
    const hint = [question.help, ends.filter(Boolean).join(", ")].filter(Boolean).join(". ");
    return choose(words, question.key, marks.map((mark) => [mark, mark]), { hint, chips: true });
  },
};

function typed(question, words) {
  const about = { name: question.key };
  if (question.kind === "date") return field(words, { ...about, type: "date" }, { hint: question.help });
  if (question.kind === "number") return field(words, { ...about, inputmode: "numeric" }, { hint: question.help });
  return field(words, { ...about, rows: "3", maxlength: question.longest ?? 500 }, { hint: question.help, tag: "textarea" });
}
