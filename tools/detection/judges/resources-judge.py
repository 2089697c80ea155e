"""What FreeType says of a font and LittleCMS of a profile. Questions and answers are lines of JSON, see answer.ts."""

import base64
import hashlib
import io
import json
import sys

import freetype
from PIL import Image, ImageCms

TEXT = sys.argv[1]
COLOURS = Image.new("RGB", (16, 16))
COLOURS.putdata([(x * 17, y * 17, (x * y) % 256) for y in range(16) for x in range(16)])


def judge_font(data):
    """Loads every glyph of the font; the digest is of the outlines of the text."""
    try:
        face = freetype.Face(io.BytesIO(data))
        flags = freetype.FT_LOAD_NO_HINTING | freetype.FT_LOAD_NO_BITMAP | freetype.FT_LOAD_NO_SCALE
        for glyph in range(face.num_glyphs):
            face.load_glyph(glyph, flags)
        if face.charmap is None and not face.charmaps:
            return {"verdict": "corrupt", "detail": "no character map"}
        digest = hashlib.sha1()
        for character in TEXT:
            face.load_char(character, flags)
            outline = face.glyph.outline
            digest.update(repr((outline.points, outline.tags, outline.contours, face.glyph.advance.x)).encode())
        return {"verdict": "good", "digest": digest.hexdigest()}
    except (freetype.FT_Exception, OSError, ValueError, MemoryError) as error:
        return {"verdict": "corrupt", "detail": str(error)}


def judge_profile(data, embedded):
    """Opens the profile and makes a transform with it and sRGB; the digest is of the colours that come out."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
        srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        source, target = (profile, srgb) if embedded else (srgb, profile)
        transform = ImageCms.ImageCmsTransform(
            source, target, "RGB", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC, flags=0x2000
        )
        return {"verdict": "good", "digest": hashlib.sha1(transform.apply(COLOURS).tobytes()).hexdigest()}
    except (ImageCms.PyCMSError, OSError, ValueError) as error:
        return {"verdict": "corrupt", "detail": str(error)}


for line in sys.stdin:
    question = json.loads(line)
    content = base64.b64decode(question["bytes"])
    if question["format"] == "font":
        answer = judge_font(content)
    else:
        answer = judge_profile(content, question["format"] == "embedded profile")
    print(json.dumps({"id": question["id"], **answer}), flush=True)
