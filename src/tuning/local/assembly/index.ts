// The arithmetic of the local engine's classifier: averaged embeddings of hashed features and a
// softmax over labels, trained by stochastic gradient descent (Joulin et al., "Bag of Tricks for
// Efficient Text Classification", 2016). In WebAssembly the same input gives the same bits on
// every machine, which is why the exponential function is WebAssembly too.
//
// Compiled by `npm run generate`. The host writes examples and reads losses.

/** Keeps the logarithm finite. */
const leastProbability: f64 = 1e-12;

let dimension: u32 = 0;
let rowBytes: usize = 0;
let labelCount: u32 = 0;
let embeddings: usize = 0;
let outputs: usize = 0;
let hidden: usize = 0;
let gradient: usize = 0;
let scores: usize = 0;
let batch: usize = 0;

/**
 * Lays out the memory: a vector of so many floats (a multiple of four, which is one SIMD register)
 * for each of so many features and labels, and room for a batch of so many 32-bit words. Says no
 * where there is not enough. All vectors are zero.
 */
export function reserve(features: u32, labels: u32, dimensions: u32, batchWords: u32): bool {
  dimension = dimensions;
  rowBytes = <usize>dimensions * 4;
  labelCount = labels;
  embeddings = (__heap_base + 15) & ~(<usize>15);
  outputs = embeddings + <usize>features * rowBytes;
  hidden = outputs + <usize>labels * rowBytes;
  gradient = hidden + rowBytes;
  scores = gradient + rowBytes;
  batch = (scores + <usize>labels * 4 + 15) & ~(<usize>15);
  const end = batch + <usize>batchWords * 4;
  const pages = <i32>((end + 0xffff) >>> 16) - memory.size();
  return pages <= 0 || memory.grow(pages) >= 0;
}

export function embeddingsAddress(): usize {
  return embeddings;
}

export function outputsAddress(): usize {
  return outputs;
}

export function scoresAddress(): usize {
  return scores;
}

export function batchAddress(): usize {
  return batch;
}

/** Fills the vectors of all features with numbers of their own between -1/dimension and 1/dimension. */
export function initialise(seed: u64): void {
  let state = seed;
  const scale: f32 = 1.0 / <f32>dimension;
  for (let at = embeddings, end = outputs; at < end; at += 4) {
    // SplitMix64 (Steele, Lea and Flood, 2014).
    state += 0x9e3779b97f4a7c15;
    let mixed = state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    mixed ^= mixed >> 31;
    // The upper 24 bits are a whole number that a float holds exactly.
    store<f32>(at, (<f32>(mixed >> 40) / <f32>0x800000 - 1.0) * scale);
  }
}

/**
 * Learns from the batch: so many examples, each as label, number of features, features. The rate of
 * learning falls evenly from `rate` to `lastRate`. Returns the sum of their losses (in nats).
 */
export function train(examples: u32, rate: f32, lastRate: f32): f64 {
  let loss: f64 = 0;
  right = 0;
  let at = batch;
  const fall = (lastRate - rate) / <f32>max(examples, 1);
  for (let i: u32 = 0; i < examples; ++i) {
    const label = load<u32>(at);
    const count = load<u32>(at, 4);
    const features = at + 8;
    at = features + ((<usize>count) << 2);
    average(features, at, count);
    softmax();
    loss += judge(label);
    learn(features, at, label, rate + fall * <f32>i, count);
  }
  return loss;
}

/** The sum of the losses of the examples in the batch (in nats). Learns nothing. */
export function evaluate(examples: u32): f64 {
  let loss: f64 = 0;
  let at = batch;
  right = 0;
  for (let i: u32 = 0; i < examples; ++i) {
    const label = load<u32>(at);
    const count = load<u32>(at, 4);
    at = predictFrom(at + 8, count);
    loss += judge(label);
  }
  return loss;
}

let right: u32 = 0;

/** The loss of the label under the last prediction; counts the prediction where it is right. */
function judge(label: u32): f64 {
  if (likeliest() === label) ++right;
  return -Math.log(max<f64>(<f64>load<f32>(scores + ((<usize>label) << 2)), leastProbability));
}

/** For how many examples of the last batch the label was the likeliest, before learning from it. */
export function rightOnes(): u32 {
  return right;
}

/** Works out the probabilities of all labels for the one example in the batch, without its label. */
export function predict(count: u32): void {
  predictFrom(batch, count);
}

function predictFrom(features: usize, count: u32): usize {
  const end = features + ((<usize>count) << 2);
  average(features, end, count);
  softmax();
  return end;
}

function likeliest(): u32 {
  let best: u32 = 0;
  let most = load<f32>(scores);
  for (let label: u32 = 1; label < labelCount; ++label) {
    const score = load<f32>(scores + ((<usize>label) << 2));
    if (score > most) {
      most = score;
      best = label;
    }
  }
  return best;
}

function average(features: usize, end: usize, count: u32): void {
  memory.fill(hidden, 0, rowBytes);
  if (count === 0) return;
  for (let at = features; at < end; at += 4) {
    const row = embeddings + <usize>load<u32>(at) * rowBytes;
    for (let i: usize = 0; i < rowBytes; i += 16) {
      v128.store(hidden + i, f32x4.add(v128.load(hidden + i), v128.load(row + i)));
    }
  }
  const share = f32x4.splat(<f32>1.0 / <f32>count);
  for (let i: usize = 0; i < rowBytes; i += 16) {
    v128.store(hidden + i, f32x4.mul(v128.load(hidden + i), share));
  }
}

function softmax(): void {
  let most: f32 = -Infinity;
  for (let label: u32 = 0; label < labelCount; ++label) {
    const score = dot(outputs + <usize>label * rowBytes);
    store<f32>(scores + ((<usize>label) << 2), score);
    if (score > most) most = score;
  }
  let sum: f32 = 0;
  for (let label: u32 = 0; label < labelCount; ++label) {
    const at = scores + ((<usize>label) << 2);
    const power = Mathf.exp(load<f32>(at) - most);
    store<f32>(at, power);
    sum += power;
  }
  for (let label: u32 = 0; label < labelCount; ++label) {
    const at = scores + ((<usize>label) << 2);
    store<f32>(at, load<f32>(at) / sum);
  }
}

function dot(row: usize): f32 {
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < rowBytes; i += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(hidden + i), v128.load(row + i)));
  }
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

function learn(features: usize, end: usize, label: u32, rate: f32, count: u32): void {
  memory.fill(gradient, 0, rowBytes);
  for (let other: u32 = 0; other < labelCount; ++other) {
    const score = load<f32>(scores + ((<usize>other) << 2));
    const step = rate * ((other === label ? <f32>1.0 : <f32>0.0) - score);
    const steps = f32x4.splat(step);
    const row = outputs + <usize>other * rowBytes;
    for (let i: usize = 0; i < rowBytes; i += 16) {
      const old = v128.load(row + i);
      v128.store(gradient + i, f32x4.add(v128.load(gradient + i), f32x4.mul(steps, old)));
      v128.store(row + i, f32x4.add(old, f32x4.mul(steps, v128.load(hidden + i))));
    }
  }
  if (count === 0) return;
  const share = f32x4.splat(<f32>1.0 / <f32>count);
  for (let i: usize = 0; i < rowBytes; i += 16) {
    v128.store(gradient + i, f32x4.mul(v128.load(gradient + i), share));
  }
  for (let at = features; at < end; at += 4) {
    const row = embeddings + <usize>load<u32>(at) * rowBytes;
    for (let i: usize = 0; i < rowBytes; i += 16) {
      v128.store(row + i, f32x4.add(v128.load(row + i), v128.load(gradient + i)));
    }
  }
}
