import { Hono } from "hono";
import { notFound } from "../api-error.js";
import { baseModel } from "../model-names.js";
import type { StoredModelPlace, StoredModels } from "../stored-models.js";

/** What the client's type lacks and the service has. */
interface ModelAnswer {
  readonly id: string;
  readonly object: "model";
  /** Seconds since 1970. */
  readonly created: number;
  readonly owned_by: string;
}

/** `/models`: list, retrieve, delete. */
export function modelRoutes(models: StoredModels): Hono {
  return new Hono()
    .get("/", async ({ json }) => {
      const tuned = await models.list();
      return json({ object: "list", data: [untuned, ...tuned.map(modelAnswer)] });
    })
    .get("/:id", async ({ req, json }) => {
      const id = req.param("id");
      return json(id === untuned.id ? untuned : modelAnswer(await known(models, id)));
    })
    .delete("/:id", async ({ req, json }) => {
      const place = await known(models, req.param("id"));
      await models.remove(place);
      return json({ id: place.id, object: "model", deleted: true });
    });
}

const untuned: ModelAnswer = { id: baseModel, object: "model", created: 0, owned_by: "tunewright" };

async function known(models: StoredModels, id: string): Promise<StoredModelPlace> {
  const place = await models.find(id);
  if (place === undefined) throw notFound("model", id, "model_not_found");
  return place;
}

function modelAnswer({ id, createdAt }: StoredModelPlace): ModelAnswer {
  return { id, object: "model", created: Math.floor(createdAt / 1000), owned_by: "local" };
}
