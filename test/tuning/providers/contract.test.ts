import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { JobCreateParams } from "openai/resources/fine-tuning/jobs/jobs";
import type { JobOrder, JobStatus, Provider } from "../../../src/tuning/provider.js";
import { azure } from "../../../src/tuning/providers/azure.js";
import { compatible } from "../../../src/tuning/providers/compatible.js";
import { providers } from "../../../src/tuning/providers/index.js";
import { local } from "../../../src/tuning/providers/local.js";
import { nebius } from "../../../src/tuning/providers/nebius.js";
import { openai } from "../../../src/tuning/providers/openai.js";
import * as recorded from "../../support/recorded-answers.js";
import type { Answers, SentRequest } from "../../support/recorded-service.js";
import { recordedService } from "../../support/recorded-service.js";

/** Where each provider is reached. */
const addresses: Readonly<Record<string, string>> = {
  local: "http://local-engine.invalid/v1",
  openai: "https://api.openai.com/v1",
  azure: "https://my-resource.openai.azure.com/openai/v1",
  nebius: "https://api.tokenfactory.nebius.com/v1",
  compatible: "https://tuning.example.com/v1",
};

function serviceOf(provider: Provider, answers: Answers): ReturnType<typeof recordedService> {
  return recordedService(provider, addresses[provider.id] ?? "", answers);
}

const order: JobOrder = {
  run: "reviews-20261122-a1b2c3d4",
  model: "gpt-4.1-mini-2025-04-14",
  trainingFile: "file-train",
  validationFile: "file-valid",
  method: "supervised",
  hyperparameters: { n_epochs: 3, learning_rate_multiplier: 2 },
  reinforcement: null,
  suffix: "reviews",
  seed: 42,
};

const grader = {
  type: "string_check",
  name: "exact",
  input: "{{ sample.output_text }}",
  reference: "{{ item.reference_answer }}",
  operation: "eq",
} as const;

/** The body that creating a job sends. */
async function created(provider: Provider, change: Partial<JobOrder> = {}): Promise<unknown> {
  const path = "/fine_tuning/jobs";
  const service = serviceOf(provider, { [`POST ${path}`]: recorded.openaiJob });
  await service.client.createJob({ ...order, ...change });
  assert.deepEqual(service.requests.map(places), [`POST ${path}`]);
  return service.requests[0]?.body;
}

function places({ method, path }: SentRequest): string {
  return `${method} ${path}`;
}

describe("every provider", () => {
  for (const provider of providers) {
    it(`sends each call where the service has it, with the key (${provider.id})`, async () => {
      const job = "/fine_tuning/jobs/ftjob-abc123";
      const service = serviceOf(provider, {
        "GET /models": recorded.listOf(recorded.closingModel),
        "DELETE /models/ft:m": { id: "ft:m", object: "model", deleted: true },
        "POST /files": recorded.uploadedFile,
        "GET /files": recorded.listOf(recorded.uploadedFile),
        "GET /files/file-result/content": "step,train_loss\n1,0.5\n",
        "DELETE /files/file-train": { id: "file-train", object: "file", deleted: true },
        "POST /fine_tuning/jobs": recorded.openaiJob,
        "GET /fine_tuning/jobs": recorded.listOf(recorded.openaiJob),
        [`GET ${job}`]: recorded.endedJob,
        [`POST ${job}/cancel`]: { ...recorded.openaiJob, status: "cancelled" },
        [`POST ${job}/pause`]: { ...recorded.openaiJob, status: "paused" },
        [`POST ${job}/resume`]: { ...recorded.openaiJob, status: "queued" },
        [`GET ${job}/events`]: recorded.listOf(recorded.messageEvent),
        [`GET ${job}/checkpoints`]: recorded.listOf(recorded.checkpoint),
      });
      const { client, requests } = service;
      const name = recorded.uploadedFile.filename;
      const content = '{"messages":[]}\n';
      await client.models();
      await client.deleteModel("ft:m");
      await client.upload({ name, bytes: content.length, open: () => new Blob([content]) });
      await client.files();
      await client.result("file-result");
      await client.deleteFile("file-train");
      await client.createJob(order);
      await client.jobs(20);
      await client.job("ftjob-abc123");
      await client.cancel("ftjob-abc123");
      await client.pause("ftjob-abc123");
      await client.resume("ftjob-abc123");
      await client.events("ftjob-abc123", new Set());
      await client.checkpoints("ftjob-abc123");
      assert.deepEqual(requests.map(places), [
        "GET /models",
        "DELETE /models/ft:m",
        "POST /files",
        "GET /files",
        "GET /files/file-result/content",
        "DELETE /files/file-train",
        "POST /fine_tuning/jobs",
        "GET /fine_tuning/jobs",
        `GET ${job}`,
        `POST ${job}/cancel`,
        `POST ${job}/pause`,
        `POST ${job}/resume`,
        `GET ${job}/events`,
        `GET ${job}/checkpoints`,
      ]);
      assert.ok(requests.every((sent) => sent.authorization === "Bearer key-of-somebody"));
      assert.deepEqual(requests[2]?.body, { purpose: "fine-tune", file: `${name}: ${content}` });
      assert.equal(requests[3]?.query["purpose"], "fine-tune");
      assert.equal(requests[7]?.query["limit"], "20");
    });
  }

  it("has an address that the tests know", () => {
    assert.deepEqual(providers.map(({ id }) => id).sort(), Object.keys(addresses).sort());
    for (const { id, endpoint } of providers) {
      if (endpoint.kind === "fixed") assert.equal(endpoint.url, addresses[id]);
      if (endpoint.kind === "own") assert.equal(endpoint.example, addresses[id]);
    }
  });
});

describe("creating a job", () => {
  const common = {
    model: order.model,
    training_file: "file-train",
    validation_file: "file-valid",
    suffix: "reviews",
    seed: 42,
    method: {
      type: "supervised",
      supervised: { hyperparameters: { n_epochs: 3, learning_rate_multiplier: 2 } },
    },
  } as const satisfies JobCreateParams;
  const marked = {
    ...common,
    metadata: { tunewright_run: order.run },
  } as const satisfies JobCreateParams;

  for (const provider of [local, openai, compatible]) {
    it(`marks it with the run in its metadata (${provider.id})`, async () => {
      assert.deepEqual(await created(provider), marked);
    });
  }

  for (const provider of [azure, nebius]) {
    it(`sends no metadata where there is none: the suffix bears the mark (${provider.id})`, async () => {
      assert.deepEqual(await created(provider, { suffix: "reviews-a1b2c3d4" }), {
        ...common,
        suffix: "reviews-a1b2c3d4",
      });
    });
  }

  it("leaves out what nobody chose", async () => {
    const least = { validationFile: null, hyperparameters: {}, suffix: null, seed: null };
    assert.deepEqual(await created(openai, least), {
      model: order.model,
      training_file: "file-train",
      method: { type: "supervised", supervised: { hyperparameters: {} } },
      metadata: marked.metadata,
    } satisfies JobCreateParams);
  });

  it("says that there is an adapter where Nebius is given its rank", async () => {
    const hyperparameters = { n_epochs: 3, learning_rate: 0.000_01, lora_r: 16 };
    const body = await created(nebius, { hyperparameters, suffix: null });
    assert.deepEqual(body, {
      model: order.model,
      training_file: "file-train",
      validation_file: "file-valid",
      seed: 42,
      method: {
        type: "supervised",
        supervised: { hyperparameters: { ...hyperparameters, lora: true } },
      },
    });
  });

  it("has preferences with their strength", async () => {
    const body = await created(openai, { method: "dpo", hyperparameters: { beta: 0.1 } });
    const dpo = { type: "dpo", dpo: { hyperparameters: { beta: 0.1 } } } as const;
    assert.deepEqual(body, { ...marked, method: dpo } satisfies JobCreateParams);
  });

  it("has reinforcement with its grader", async () => {
    const body = await created(azure, {
      method: "reinforcement",
      hyperparameters: { compute_multiplier: 1.5, eval_interval: 5, eval_samples: 2 },
      reinforcement: { grader, reasoningEffort: "medium" },
    });
    const hyperparameters = {
      compute_multiplier: 1.5,
      eval_interval: 5,
      eval_samples: 2,
      reasoning_effort: "medium",
    } as const;
    assert.deepEqual(body, {
      ...common,
      method: { type: "reinforcement", reinforcement: { grader, hyperparameters } },
    } satisfies JobCreateParams);
  });

  it("offers what each service has", () => {
    const offered = providers.map(({ id, methods }) => [id, ...methods.map((one) => one.id)]);
    assert.deepEqual(offered, [
      ["local", "supervised"],
      ["openai", "supervised", "dpo"],
      ["azure", "supervised", "dpo", "reinforcement"],
      ["nebius", "supervised"],
      ["compatible", "supervised", "dpo", "reinforcement"],
    ]);
  });
});

describe("a job's state", () => {
  const words: readonly (readonly [string, JobStatus])[] = [
    ["validating_files", "queued"],
    ["queued", "queued"],
    ["pending", "queued"],
    ["notRunning", "queued"],
    ["created", "queued"],
    ["running", "running"],
    ["in_progress", "running"],
    ["pausing", "running"],
    ["cancelling", "running"],
    ["paused", "paused"],
    ["Paused", "paused"],
    ["succeeded", "succeeded"],
    ["failed", "failed"],
    ["cancelled", "cancelled"],
    ["canceled", "cancelled"],
    ["warming_up", "unknown"],
    ["", "unknown"],
  ];
  for (const [word, status] of words) {
    it(`"${word}" is ${status}`, async () => {
      const answer = { ...recorded.openaiJob, status: word };
      const { client } = serviceOf(openai, { "GET /fine_tuning/jobs/ftjob-1": answer });
      const job = await client.job("ftjob-1");
      assert.deepEqual([job.status, job.statusWord], [status, word]);
    });
  }
});

describe("a job's answer", () => {
  async function jobFrom(provider: Provider, answer: object) {
    const { client } = serviceOf(provider, { "GET /fine_tuning/jobs/j": answer });
    return client.job("j");
  }

  it("of OpenAI is read whole", async () => {
    assert.deepEqual(await jobFrom(openai, recorded.endedJob), {
      id: "ftjob-abc123",
      status: "succeeded",
      statusWord: "succeeded",
      model: "gpt-4.1-mini-2025-04-14",
      tunedModel: "ft:gpt-4.1-mini-2025-04-14:acme:reviews:7p4lURel",
      createdAt: 1_763_800_000_000,
      finishedAt: 1_763_803_600_000,
      error: null,
      trainedTokens: 5_768,
      hyperparameters: { n_epochs: 3, batch_size: 8, learning_rate_multiplier: 2 },
      resultFiles: ["file-result"],
      trainingFile: "file-train",
      validationFile: "file-valid",
      method: "supervised",
      seed: 683_058_546,
      suffix: null,
      run: "reviews-20261122-a1b2c3d4",
    });
  });

  it("of Azure bears the mark in its suffix", async () => {
    const job = await jobFrom(azure, recorded.azureJob);
    assert.deepEqual([job.status, job.run, job.suffix], ["queued", null, "reviews-a1b2c3d4"]);
  });

  it("of Nebius has its own hyperparameters and no tuned model", async () => {
    const job = await jobFrom(nebius, recorded.nebiusJob);
    assert.deepEqual([job.tunedModel, job.run, job.suffix], [null, null, "reviews-a1b2c3d4"]);
    assert.deepEqual(job.hyperparameters, {
      n_epochs: 3,
      batch_size: 8,
      learning_rate: 0.000_01,
      lora_r: 16,
    });
  });

  it("says why it failed", async () => {
    const { status, error } = await jobFrom(openai, recorded.failedJob);
    assert.deepEqual([status, error?.code], ["failed", "invalid_training_file"]);
    assert.match(error?.message ?? "", /Example 12, message 2/);
  });
});

describe("what a job tells", () => {
  it("comes the oldest first, with numbers under any of their names", async () => {
    const told = [recorded.otherMetricsEvent, recorded.metricsEvent, recorded.messageEvent];
    const { client } = serviceOf(openai, {
      "GET /fine_tuning/jobs/j/events": recorded.listOf(...told),
    });
    const events = await client.events("j", new Set());
    assert.deepEqual(
      events.map(({ id, level, metrics }) => [id, level, metrics]),
      [
        ["ftevent-1", "info", null],
        [
          "ftevent-2",
          "info",
          {
            step: 88,
            totalSteps: 88,
            trainingLoss: 0.44,
            trainingAccuracy: 0.91,
            validationLoss: 0.51,
            validationAccuracy: 0.89,
          },
        ],
        [
          "ftevent-3",
          "warning",
          {
            step: 89,
            trainingLoss: 0.4,
            trainingAccuracy: 0.92,
            validationLoss: 0.5,
            validationAccuracy: 0.9,
          },
        ],
      ],
    );
  });

  it("has rewards in reinforcement", async () => {
    const { client } = serviceOf(azure, {
      "GET /fine_tuning/jobs/j/events": recorded.listOf(recorded.rewardEvent),
    });
    const [event] = await client.events("j", new Set());
    assert.deepEqual(event?.metrics, {
      step: 5,
      totalSteps: 20,
      trainingReward: 0.41,
      validationReward: 0.3,
    });
  });

  it("has checkpoints with the numbers of their step", async () => {
    const { client } = serviceOf(openai, {
      "GET /fine_tuning/jobs/j/checkpoints": recorded.listOf(recorded.checkpoint),
    });
    assert.deepEqual(await client.checkpoints("j"), [
      {
        id: recorded.checkpoint.id,
        model: recorded.checkpoint.fine_tuned_model_checkpoint,
        step: 44,
        metrics: { step: 44, validationLoss: 0.567, validationAccuracy: 0.874 },
      },
    ]);
  });

  it("has a result file, plain or in Base64", async () => {
    const csv =
      "step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy\n1,1.5,0.5,,\n";
    for (const content of [csv, Buffer.from(csv).toString("base64")]) {
      const { client } = serviceOf(openai, { "GET /files/f/content": content });
      assert.equal(await client.result("f"), csv);
    }
  });
});

describe("a model that a service lists", () => {
  it("has the day on which it is shut down", async () => {
    const { client } = serviceOf(openai, { "GET /models": recorded.listOf(recorded.closingModel) });
    assert.deepEqual(await client.models(), [
      { id: "gpt-4.1-mini-2025-04-14", isTuned: false, shutdownDate: "2027-01-14" },
    ]);
  });
});
