// Experiments and what-ifs over the public API; every text goes in as text.
"use strict";

const OVER = new Set(["succeeded", "failed", "cancelled", "interrupted"]);
const by = (id) => document.getElementById(id);

function cell(row, content, title) {
  const made = row.insertCell();
  if (content instanceof Node) { made.append(content); } else { made.textContent = content; }
  if (title) { made.title = title; }
  return made;
}

function link(href, text) {
  const made = document.createElement("a");
  made.href = href;
  made.textContent = text;
  return made;
}

async function ask(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  if (method === "POST") { headers["Idempotency-Key"] = `page-${Date.now()}-${Math.random().toString(36).slice(2)}`; }
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const found = await answer.json();
  if (!answer.ok) { throw new Error(found.detail || answer.statusText); }
  return found;
}

function field(box, name) { return by(box).querySelector(`[name=${name}]`).value.trim(); }
function models(box) { return field(box, "models").split(",").map((each) => each.trim()).filter(Boolean); }

function results(run) {
  const box = document.createElement("span");
  const place = `/v1/experiments/${encodeURIComponent(run.experiment)}`;
  if (run.state === "succeeded") {
    for (const form of ["html", "json", "csv"]) {
      box.append(link(`${place}/result?format=${form}`, form), " ");
    }
    box.append(link(`${place}/cells`, "cells"));
  } else if (!OVER.has(run.state)) {
    const stop = document.createElement("button");
    stop.type = "button";
    stop.textContent = "Cancel";
    stop.addEventListener("click", () => ask("POST", `${place}:cancel`, {}).then(list));
    box.append(stop);
  } else {
    box.textContent = run.why || "";
  }
  return box;
}

let timer = 0;
async function list() {
  clearTimeout(timer);
  const page = await ask("GET", "/v1/experiments?page_size=100");
  const body = by("runs").tBodies[0];
  body.replaceChildren();
  const runs = page.items.sort((a, b) => b.created_at.localeCompare(a.created_at));
  for (const run of runs) {
    const row = body.insertRow();
    cell(row, link(`/v1/experiments/${encodeURIComponent(run.experiment)}`, run.experiment), run.question);
    cell(row, run.state, run.why);
    const bar = document.createElement("progress");
    bar.max = run.total || 1;
    bar.value = run.done;
    bar.title = `${run.done} of ${run.total} ${run.step}`;
    cell(row, bar);
    cell(row, run.models.join(", ") || "all");
    cell(row, results(run));
  }
  const running = runs.some((run) => !OVER.has(run.state));
  timer = setTimeout(list, running ? 500 : 5000);
}

by("start").addEventListener("click", async () => {
  try {
    const body = { name: field("ask", "name"), models: models("ask"), seed: Number(field("ask", "seed")) };
    const made = await ask("POST", "/v1/experiments", body);
    by("told").textContent = `${made.experiment} is ${made.state}`;
    await list();
  } catch (error) { by("told").textContent = error.message; }
});

function ends(report) {
  const body = by("ends").tBodies[0];
  body.replaceChildren();
  for (const each of report.models) {
    const row = body.insertRow();
    for (const value of [each.model, each.nr_differing, each.nr_errno, each.nr_refused, each.oom_kills]) {
      cell(row, String(value));
    }
    cell(row, each.nodes.map((node) => `${node.nid}: ${node.free_pages}`).join(", "));
  }
  by("ends").hidden = false;
}

function differences(report) {
  const table = by("differences");
  const head = table.tHead;
  head.replaceChildren();
  const names = head.insertRow();
  for (const text of ["Revision", "Command", ...report.models.map((each) => each.model)]) {
    const made = document.createElement("th");
    made.textContent = text;
    names.append(made);
  }
  table.tBodies[0].replaceChildren();
  for (const each of report.differences) {
    const row = table.tBodies[0].insertRow();
    const place = `/v1/hosts/${encodeURIComponent(report.host)}/explain/${each.revision}`;
    cell(row, link(place, each.revision));
    cell(row, each.op, each.command);
    for (const answer of each.answers) {
      const made = cell(row, answer.result, `${answer.sentence} (${answer.source})`);
      if (answer.result !== each.answers[0].result) { made.className = "differs"; }
    }
  }
  table.hidden = !report.differences.length;
}

by("compare").addEventListener("click", async () => {
  by("found").textContent = "replaying";
  try {
    const body = { models: models("replay") };
    if (field("replay", "revision")) { body.revision = field("replay", "revision"); }
    const host = encodeURIComponent(field("replay", "host"));
    const report = await ask("POST", `/v1/hosts/${host}:replay`, body);
    by("found").textContent =
      `${report.nr_commands} commands up to revision ${report.revision}; ${report.nr_differing} are answered differently`;
    ends(report);
    differences(report);
  } catch (error) { by("found").textContent = error.message; }
});

list();
