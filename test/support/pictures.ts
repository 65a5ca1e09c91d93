import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { UploadedFile } from '../../src/web/upload.js';
import type { World } from './world.js';

type Format = 'jpeg' | 'png' | 'webp';

/** A picture of one colour that nobody else has. */
export function coloured(width = 60, height = 40, format: Format = 'jpeg'): Promise<Buffer> {
  const [r = 0, g = 0, b = 0] = randomBytes(3);
  return sharp({ create: { width, height, channels: 3, background: { r, g, b } } })
    .toFormat(format)
    .toBuffer();
}

/** A picture as a camera writes it: lying on its side, with the place where it was taken. */
export async function fromCamera(): Promise<Buffer> {
  return sharp(await coloured(60, 40))
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'Camera Tam Đường' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '22/1 23/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '103/1 37/1 0/1' },
    })
    .jpeg()
    .toBuffer();
}

/** A picture as it lies in the folder of what comes in. */
export async function picture({ settings }: World): Promise<UploadedFile> {
  const content = await coloured();
  const path = join(settings.dataDir, 'incoming', randomBytes(8).toString('hex'));
  writeFileSync(path, content);
  return { path, originalname: 'hoi-truong.jpg', size: content.length };
}
