import { describe, expect, it, vi } from "vitest";

import { refusalOf, rising } from "./camera";
import { middleOf, upOf } from "./level";
import { brightness } from "./light";
import { waitOf } from "./link";
import type { Corners } from "./portion";
import { LEG_NUMBERS, LegReader } from "./reading";
import { body, median } from "./take";
import { at, chosen, encoded, NUMBERS, visibility } from "./wire";
import en from "./words/en.json";
import es from "./words/es.json";

const CORNERS: Corners = [[0, 0], [96, 0], [0, 192]];

const person = (x: number, top = 0.1, bottom = 0.9): { x: number; y: number; z: number; visibility: number }[] =>
  Array.from({ length: 33 }, (_, index) => ({ x, y: top + ((bottom - top) * index) / 32, z: 0, visibility: 0.5 }));

describe("a frame", () => {
  it("has 928 bytes, the time first, and pixels of the picture", () => {
    const frame = encoded(2.5, person(0.25), person(0), 640, 480);
    expect(frame.byteLength).toBe(928);
    expect(frame[0]).toBe(2.5);
    expect(at(frame, 0)).toEqual({ x: 160, y: expect.closeTo(48, 3) as number });
    expect(visibility(frame, 32)).toBe(0.5);
  });

  it("says nobody by numbers that are none", () => {
    const frame = encoded(1, [], [], 640, 480);
    expect(at(frame, 23)).toBeNull();
    expect(visibility(frame, 23)).toBe(0);
    expect([...frame].filter(Number.isNaN)).toHaveLength(NUMBERS - 1);
  });
});

describe("who is followed", () => {
  it("is the tallest at first, then who stands where they stood", () => {
    expect(chosen([], null)).toBeNull();
    expect(chosen([person(0.2, 0.4, 0.6), person(0.8)], null)).toBe(1);
    expect(chosen([person(0.2, 0.4, 0.6), person(0.8)], { x: 0.25, y: 0.5 })).toBe(0);
  });
});

describe("a take", () => {
  it("tells a length, JSON, the frames, then the legs", () => {
    const frame = encoded(2.5, person(0.25), person(0), 640, 480);
    const legs = new Float32Array(2 * LEG_NUMBERS).fill(0.5);
    const told = body({ looked: [7], read: [7] }, [frame], [legs]);
    const length = new DataView(told.buffer).getUint32(0, true);
    expect(new TextDecoder().decode(told.subarray(4, 4 + length))).toBe('{"looked":[7],"read":[7]}');
    expect(told.length).toBe(4 + length + 928 + 152);
    expect([...new Float32Array(told.slice(4 + length + 928).buffer)]).toEqual([...legs]);
  });

  it("is not read by a worker that can't run, and does not wait for it", async () => {
    const heard = new Map<string, (event: { message: string }) => void>();
    vi.stubGlobal("Worker", class {
      addEventListener(type: string, listener: (event: { message: string }) => void): void { heard.set(type, listener); }
      postMessage(): void { /* answers nothing */ }
    });
    const reader = new LegReader({ worker: "legs.js", runtime: "", model: "" });
    heard.get("error")?.({ message: "no WebAssembly" });
    const close = vi.fn();
    await expect(reader.read({ close } as unknown as ImageBitmap, [CORNERS, CORNERS])).rejects.toThrow("no WebAssembly");
    expect(close).toHaveBeenCalled();
    vi.unstubAllGlobals();
  });
});

describe("times", () => {
  it.each([
    [1, 1.5, 0, 1.5],
    [1, 0.5, 0, 1.001],
    [1, undefined, 2500, 2.5],
  ])("after %d the frame's %s or the clock's %d ms is %d", (before, told, clock, expected) => {
    expect(rising(before, told, clock)).toBeCloseTo(expected);
  });
});

describe("where up is for a camera", () => {
  it.each([
    [0, 9.8, 0, 0, true, [0, 1, 0]],
    [0, -9.8, 0, 0, true, [0, 1, 0]], // of a device that gives the opposite
    [9.8, 0, 0, 90, true, [0, 1, 0]], // turned with its screen
    [0, 9.66, 1.7, 0, true, [0, 0.985, 0.173]], // leant back, 10 degrees: this camera looks up,
    [0, 9.66, 1.7, 0, false, [0, 0.985, -0.173]], // and that of its back down
    [0, -9.66, -1.7, 0, true, [0, 0.985, 0.173]],
    [0.85, 9.76, 0, 0, false, [0.087, 0.996, 0]], // its right edge is higher: to that side is up
    [0.85, 9.76, 0, 0, true, [-0.087, 0.996, 0]],
    [0, 1, 9.7, 0, true, null], // flat on a table
    [NaN, NaN, NaN, 0, true, null],
  ])("pull %d, %d, %d on a screen turned by %d, selfie %s: %s", (x, y, z, angle, selfie, expected) => {
    const up = upOf({ x, y, z }, angle, selfie);
    if (expected === null) expect(up).toBeNull();
    else for (const [axis, value] of expected.entries()) expect(up?.[axis]).toBeCloseTo(value, 3);
  });

  it("is over a take what it was on the whole", () => {
    expect(middleOf([[0, 1, 0], [0.1, 0.9, 0.2]])).toEqual([0.05, 0.95, 0.1]);
    expect(middleOf([])).toBeNull();
  });
});

describe("the rest", () => {
  it("takes the brightness of what is there", () => {
    expect(brightness(new Uint8ClampedArray([255, 255, 255, 255, 0, 0, 0, 0]))).toBeCloseTo(1);
    expect(brightness(new Uint8ClampedArray([0, 0, 0, 0]))).toBeNull();
  });

  it("tries again sooner at first, and within two seconds always", () => {
    expect([0, 1, 2, 3, 9].map(waitOf)).toEqual([250, 500, 1000, 2000, 2000]);
  });

  it("lays out a take as length, JSON and frames", () => {
    const frame = new Float32Array(NUMBERS).fill(3);
    const whole = body({ round: 1 }, [frame, frame]);
    const length = new DataView(whole.buffer).getUint32(0, true);
    expect(JSON.parse(new TextDecoder().decode(whole.slice(4, 4 + length)))).toEqual({ round: 1 });
    expect(whole.length).toBe(4 + length + 2 * 928);
    expect(new DataView(whole.buffer).getFloat32(4 + length, true)).toBe(3);
  });

  it("finds the middle", () => {
    expect(median([5, 1, 9])).toBe(5);
  });

  it("names what a browser refuses", () => {
    expect(refusalOf(new DOMException("", "NotAllowedError"))).toBe("denied");
    expect(refusalOf(new DOMException("", "NotReadableError"))).toBe("busy");
    expect(refusalOf(new Error("?"))).toBe("none");
  });

  it("says the same things in both languages", () => {
    expect(Object.keys(es)).toEqual(Object.keys(en));
  });
});
