#!/usr/bin/python3
"""Cuts the Chinese, Japanese and Korean fonts of this folder out of the whole ones, of 5 to 10 MB each.

Needs fonttools (Debian: fonttools) and, unpacked side by side in one folder, the npm packages @expo-google-fonts/noto-sans-jp, -sc, -tc
and -kr, version 0.4.3:

    for p in jp sc tc kr; do npm pack @expo-google-fonts/noto-sans-$p@0.4.3; mkdir $p; tar xf expo-google-fonts-noto-sans-$p-0.4.3.tgz -C $p; done
    ./cut_asian_fonts.py .

What is kept is what the everyday character set of each country has, so that names of people, firms and places can be written.
"""
import pathlib
import shutil
import sys

from fontTools import subset

ROWS = range(0xA1, 0xFF)


def double_bytes(codec, leads, trails):
    """All characters of two bytes in an encoding that Python knows."""
    found = set()
    for lead in leads:
        for trail in trails:
            text = bytes([lead, trail]).decode(codec, "ignore")
            if len(text) == 1:
                found.add(ord(text))
    return found


# ASCII, Latin-1, general punctuation, CJK punctuation with kana, and the wide and narrow forms.
SHARED = {*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2028), *range(0x2030, 0x205F), *range(0x3000, 0x3100), *range(0xFF00, 0xFFF0)}

SHIFT_JIS_TRAILS = [*range(0x40, 0x7F), *range(0x80, 0xFD)]
BIG5_TRAILS = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]

CHARACTERS = {
    # JIS X 0208 and the additions of Windows (NEC and IBM), which names such as Takahashi with the ladder need.
    "JP": double_bytes("cp932", [*range(0x81, 0xA0), *range(0xE0, 0xFD)], SHIFT_JIS_TRAILS),
    # GB 2312, both levels.
    "SC": double_bytes("gb2312", range(0xA1, 0xF8), ROWS),
    # Big5: symbols and the 5,401 frequent characters.
    "TC": double_bytes("big5", range(0xA1, 0xC7), BIG5_TRAILS),
    # All Hangul syllables, the letters that they are composed of, and the symbols of KS X 1001.
    "KR": {*range(0xAC00, 0xD7A4), *range(0x1100, 0x1113), *range(0x1161, 0x1176), *range(0x11A8, 0x11C3), *range(0x3130, 0x3190), *double_bytes("euc_kr", range(0xA1, 0xA9), ROWS)},
}


def cut(folder, country):
    package = folder / country.lower() / "package"
    options = subset.Options(hinting=False, name_IDs=[0, 1, 2, 6, 13, 14], layout_features=["ccmp", "kern", "mark", "mkmk"])
    options.drop_tables += ["vhea", "vmtx", "VORG"]
    font = subset.load_font(package / "400Regular" / f"NotoSans{country}_400Regular.ttf", options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=SHARED | CHARACTERS[country])
    subsetter.subset(font)
    here = pathlib.Path(__file__).parent
    subset.save_font(font, here / f"NotoSans{country}-Regular.ttf", options)
    shutil.copy(package / "LICENSE_FONT", here / f"NotoSans{country}-OFL.txt")


for name in CHARACTERS:
    cut(pathlib.Path(sys.argv[1]), name)
