import type { PdfFont, PdfLayers, PdfPage } from './pdf-library.ts';
import { areaOf, boxAt, overlapOf, times, type Box, type Matrix } from './pdf-matrix.ts';
import { followOperators } from './pdf-operators.ts';
import { Paint } from './pdf-paint.ts';
import { NEW_PEN, OP, type Pen } from './pdf-pen.ts';
import { TextRun, type Shown } from './pdf-show.ts';

/** What a page's content paints, in the page's own space (y up). */
export interface Drawing {
  view: Box;
  shown: Shown[];
  paint: Paint;
  /** Area of the biggest picture over the page's. */
  picture: number;
}

const UNIT: Box = [0, 0, 1, 1];

/** Follows a page's content operator by operator. Layers that are not shown are left out; `check` is asked on the way. */
export async function drawPage(page: PdfPage, layers: PdfLayers, check: () => void): Promise<Drawing> {
  const view = page.view as unknown as Box;
  const hand = new Hand(page, layers);
  await followOperators(page, check, (op, args) => hand.take(op, args));
  hand.leavePicture();
  return {
    view,
    shown: hand.text.shown,
    paint: hand.paint,
    picture: Math.max(0, ...hand.pictures.map((box) => areaOf(overlapOf(view, box)) / areaOf(view))),
  };
}

class Hand {
  pen: Pen = { ...NEW_PEN };
  saved: Pen[] = [];
  text = new TextRun();
  paint = new Paint();
  pictures: Box[] = [];
  /** Depth of the stack before each form and annotation. */
  private depths: number[] = [];
  private visible: boolean[] = [];
  private clipNext = false;
  /** Set where only a transformation stands between saving and restoring: pictures are left out of the list of operators. */
  private moved = false;
  private page: PdfPage;
  private layers: PdfLayers;

  constructor(page: PdfPage, layers: PdfLayers) {
    this.page = page;
    this.layers = layers;
  }

  take(op: number, args: readonly unknown[]): void {
    const { pen } = this;
    const [first] = args as number[];
    switch (op) {
      case OP.save:
        return this.save();
      case OP.restore:
        return this.restore();
      case OP.transform:
        pen.ctm = times(pen.ctm, args as number[]);
        this.moved = true;
        return;
      case OP.constructPath:
        return this.path(args);
      case OP.clip:
      case OP.eoClip:
        this.clipNext = true;
        return;
      case OP.setLineWidth:
        pen.lineWidth = first!;
        return;
      case OP.setStrokeRGBColor:
        pen.stroke = String(first);
        return;
      case OP.setFillRGBColor:
        pen.fill = String(first);
        return;
      case OP.setStrokeColorN:
        pen.stroke = '#pattern';
        return;
      case OP.setFillColorN:
        pen.fill = '#pattern';
        return;
      case OP.setStrokeTransparent:
        pen.stroke = null;
        return;
      case OP.setFillTransparent:
        pen.fill = null;
        return;
      case OP.setGState:
        for (const [key, value] of args[0] as [string, unknown][]) this.graphics(key, value);
        return;
      case OP.beginMarkedContent:
        this.visible.push(true);
        return;
      case OP.beginMarkedContentProps:
        this.visible.push(args[0] !== 'OC' || this.isShown(args[1]));
        return;
      case OP.endMarkedContent:
        this.visible.pop();
        return;
      case OP.beginGroup: {
        this.save();
        const { matrix, bbox } = args[0] as { matrix: number[] | null; bbox: Box | null };
        const ctm = matrix ? times(this.pen.ctm, matrix) : this.pen.ctm;
        if (bbox) this.pen.clip = overlapOf(this.pen.clip, boxAt(ctm, bbox));
        return;
      }
      case OP.endGroup:
        return this.restore();
      case OP.paintFormXObjectBegin: {
        this.depths.push(this.saved.length);
        this.save();
        const [matrix, bbox] = args as [Matrix | null, Box | null];
        if (matrix) this.pen.ctm = times(this.pen.ctm, matrix);
        if (bbox)
          this.pen.clip = overlapOf(this.pen.clip, boxAt(this.pen.ctm, Array.from(bbox) as unknown as Box));
        return;
      }
      case OP.beginAnnotation: {
        this.depths.push(this.saved.length);
        this.save();
        const [, , transform, matrix] = args as [string, Box, Matrix, Matrix];
        this.pen = { ...NEW_PEN, ctm: times(transform, matrix) };
        return;
      }
      case OP.paintFormXObjectEnd:
      case OP.endAnnotation: {
        const depth = this.depths.pop() ?? 0;
        while (this.saved.length > depth) this.restore();
        return;
      }
      case OP.paintImageMaskXObject:
      case OP.paintImageXObject:
      case OP.paintInlineImageXObject:
      case OP.paintSolidColorImageMask:
        this.moved = true;
        return this.leavePicture();
      case OP.setFont:
        return this.font(String(first), args[1] as number);
      case OP.showText:
        this.moved = false;
        if (this.isOn()) this.text.show(pen, args[0] as never);
        return;
      default:
        this.text.take(pen, op, args as number[]);
    }
  }

  leavePicture(): void {
    if (this.moved && this.isOn()) this.pictures.push(overlapOf(this.pen.clip, boxAt(this.pen.ctm, UNIT)));
    this.moved = false;
  }

  private save(): void {
    this.saved.push(this.pen);
    this.pen = { ...this.pen };
  }

  private restore(): void {
    this.leavePicture();
    this.pen = this.saved.pop() ?? this.pen;
  }

  private path([op, data]: readonly unknown[]): void {
    const path = (data as (Float32Array | null)[])[0];
    if (path && this.clipNext) this.pen.clip = overlapOf(this.pen.clip, this.paint.boxOf(this.pen, path));
    else if (path && op !== OP.endPath) {
      this.moved = false;
      if (this.isOn()) this.paint.add(this.pen, op as number, path);
    }
    this.clipNext = false;
  }

  private graphics(key: string, value: unknown): void {
    if (key === 'LW') this.pen.lineWidth = value as number;
    else if (key === 'Font') this.font(String((value as unknown[])[0]), (value as number[])[1]!);
    else if (key === 'ca' && value === 0) this.pen.fill = null;
    else if (key === 'CA' && value === 0) this.pen.stroke = null;
  }

  private font(name: string, size: number): void {
    const { commonObjs } = this.page;
    this.pen.font = commonObjs.has(name) ? (commonObjs.get(name) as PdfFont) : null;
    this.pen.fontName = name;
    this.pen.fontSize = size;
  }

  private isOn = () => !this.visible.includes(false);

  private isShown(group: unknown): boolean {
    try {
      return this.layers.isVisible(group);
    } catch {
      return true;
    }
  }
}
