#!/bin/sh
# Makes the PDF files beside this folder from the pages in it: Chromium, fonts
# DejaVu, VL Gothic and Noto CJK, qpdf.
set -e
cd "$(dirname "$0")"
for page in *.html; do
	chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf="/tmp/$$.pdf" "$page" 2>/dev/null
	qpdf --object-streams=generate --recompress-flate --compression-level=9 "/tmp/$$.pdf" "../${page%.html}.pdf"
done
qpdf --encrypt secret owner 256 -- ../en.pdf ../locked.pdf
qpdf --encrypt "" owner 256 --extract=n -- ../el.pdf ../owner_locked.pdf
rm -f "/tmp/$$.pdf"
