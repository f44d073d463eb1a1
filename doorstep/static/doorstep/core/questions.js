// A questionnaire's rules on the phone: which questions are asked, and whether an answer fits. The office checks again with the same
// rules (saferstreets/common/questions), so nothing here decides what is stored; it only spares a second visit.

const YES_NO = [
  { key: "yes", words: "Yes" },
  { key: "no", words: "No" },
];
const LARGEST = 1_000_000;
const LONGEST = 500;

/** The choices of a question. */
export const choicesOf = (question) => (question.kind === "yes_no" ? YES_NO : (question.choices ?? []));

/** Is this no answer at all? */
export const isEmpty = (answer) =>
  answer === undefined || answer === null || (typeof answer === "string" && !answer.trim()) || (Array.isArray(answer) && !answer.length);

/** The questions asked of somebody who has answered so far like this, in order. */
export function shown(schema, answers) {
  const asked = new Map();
  for (const question of schema.questions) {
    const holds = (one) => {
      const other = asked.get(one.question);
      const answer = other && readAnswer(other, answers[one.question]).value;
      if (answer === undefined || answer === null) return false;
      if (one.any_of) return [answer].flat().some((part) => one.any_of.includes(part));
      return (one.at_least ?? answer) <= answer && answer <= (one.at_most ?? answer);
    };
    if ((question.shown_if ?? []).every(holds)) asked.set(question.key, question);
  }
  return [...asked.values()];
}

/** The questions shown, in steps: neighbours of one page stand together. */
export function steps(schema, answers) {
  const found = [];
  for (const question of shown(schema, answers)) {
    const last = found.at(-1);
    if (last && question.page && last.at(-1).page === question.page) last.push(question);
    else found.push([question]);
  }
  return found;
}

/** One answer as it is stored and what is wrong with it: {value, problem}. */
export function readAnswer(question, answer, today) {
  if (isEmpty(answer)) return { value: null, problem: "" };
  const keys = choicesOf(question).map((one) => one.key);
  if (question.kind === "single" || question.kind === "yes_no") {
    return keys.includes(answer) ? { value: answer, problem: "" } : { value: null, problem: "Choose one of the answers shown" };
  }
  if (question.kind === "several") {
    const good = Array.isArray(answer) && answer.every((one) => keys.includes(one));
    return good ? { value: keys.filter((key) => answer.includes(key)), problem: "" } : { value: null, problem: "Choose from the answers shown" };
  }
  if (question.kind === "text") return readText(question, String(answer));
  if (question.kind === "date") return readDate(question, answer, today);
  return readNumber(question, answer);
}

function readText(question, answer) {
  const text = answer.trim();
  const longest = question.longest ?? LONGEST;
  return [...text].length <= longest
    ? { value: text, problem: "" }
    : { value: null, problem: `Use ${longest} characters or fewer; this has ${[...text].length}` };
}

function readNumber(question, answer) {
  const number = typeof answer === "string" && /^[+-]?\d{1,9}$/.test(answer.trim()) ? Number(answer) : answer;
  const { least = -LARGEST, most = LARGEST } = question;
  if (!Number.isInteger(number)) return { value: null, problem: "Enter a whole number, like 3" };
  if (least <= number && number <= most) return { value: number, problem: "" };
  if (question.least !== undefined && question.most !== undefined) return { value: null, problem: `Enter a number from ${least} to ${most}` };
  return { value: null, problem: number < least ? `Enter ${least} or more` : `Enter ${most} or less` };
}

function readDate(question, answer, today) {
  if (!/^\d{4}-\d\d-\d\d$/.test(answer) || Number.isNaN(Date.parse(answer))) {
    return { value: null, problem: "Enter a real date, with day, month and year" };
  }
  const limit = (name) => (question[name] === "today" ? today : question[name]);
  if (limit("earliest") && answer < limit("earliest")) return { value: null, problem: `The date must be on or after ${limit("earliest")}` };
  if (limit("latest") && answer > limit("latest")) return { value: null, problem: `The date must be on or before ${limit("latest")}` };
  return { value: answer, problem: "" };
}

/** What is wrong on one step: {key: sentence}. */
export function problems(questions, answers, today) {
  const found = {};
  for (const question of questions) {
    const { value, problem } = readAnswer(question, answers[question.key], today);
    if (problem) found[question.key] = problem;
    else if (value === null && question.required) found[question.key] = "Answer this question";
  }
  return found;
}

/** The answers to send: only of questions that are asked, each as it is stored. */
export function clean(schema, answers, today) {
  const read = (question) => [question.key, readAnswer(question, answers[question.key], today).value];
  return Object.fromEntries(shown(schema, answers).map(read).filter(([, value]) => value !== null));
}
