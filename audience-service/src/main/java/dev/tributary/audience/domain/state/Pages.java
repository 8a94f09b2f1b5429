package dev.tributary.audience.domain.state;

import dev.tributary.audience.domain.bytes.ByteReader;
import dev.tributary.audience.domain.bytes.ByteWriter;
import dev.tributary.platform.domain.InvalidValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A profile's states and conclusions, by their numbers. Of most profiles they are one page, which
 * stands in the profile's record; those of a large one are laid out in pages that stand by
 * themselves, each read and written only when it is touched.
 *
 * <p>The number of a page that is cut, or goes, is not used again, and a page tells by its stamp
 * when it was written: who read the record before that finds no such page any more, or a later one,
 * and never takes parts of two moments for one profile.
 */
final class Pages {

  private Apart home;
  private List<Page> pages;

  /** The number of the next page, and the stamp of the next write: none is used twice. */
  private long next;

  private Pages(Apart home, List<Page> pages, long next) {
    this.home = home;
    this.pages = pages;
    this.next = next;
  }

  static Pages none() {
    return new Pages(Apart.NOWHERE, List.of(Page.inside(Content.NOTHING, Apart.NOWHERE)), 0);
  }

  /** All that stood together, in the form of a content; not yet laid out. */
  static Pages of(byte[] content, Apart home) {
    var page = Page.inside(content, home);
    page.touched();
    return new Pages(home, List.of(page), 0);
  }

  static Pages read(ByteReader in, Apart home) {
    long next = in.readUnsigned();
    int size = in.readSize();
    if (size == 0) {
      var inside = Page.inside(in.readRest(), home);
      inside.content(); // That it is whole shows now.
      return new Pages(home, List.of(inside), next);
    }
    var pages = new ArrayList<Page>(size);
    for (int i = 0; i < size; i++) {
      long first = i == 0 ? Long.MIN_VALUE : in.readLong();
      long number = in.readUnsigned();
      if (number < 0 || number >= next || (i > 0 && first <= pages.getLast().first())) {
        throw new InvalidValue("stored profile", "with pages out of order");
      }
      pages.add(Page.apart(number, first, Profile.readMoment(in), next, home));
    }
    return new Pages(home, pages, next);
  }

  List<Page> all() {
    return pages;
  }

  /** That in which a number stands, or would. */
  Page of(long id) {
    int low = 0;
    int high = pages.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (pages.get(middle).first() <= id) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return pages.get(low);
  }

  /** Appends all of it: it is to travel. */
  void write(ByteWriter out) {
    write(out, 0, joined(Apart.NOWHERE));
  }

  /** Writes the pages that were touched, and appends where each of them stands. */
  void write(ByteWriter out, ApartStore into) {
    if (!into.equals(home)) {
      move(into);
    }
    settle(into);
    var first = pages.getFirst();
    if (first.isInside()) {
      write(out, next, first.bytes());
      return;
    }
    out.writeUnsigned(next);
    out.writeUnsigned(pages.size());
    for (var page : pages) {
      if (page != first) {
        out.writeLong(page.first());
      }
      out.writeUnsigned(page.number());
      Profile.writeMoment(page.due(), out);
    }
  }

  private static void write(ByteWriter out, long next, byte[] inside) {
    out.writeUnsigned(next);
    out.writeUnsigned(0);
    out.writeRest(inside);
  }

  private byte[] joined(Apart into) {
    return Content.joined(pages.stream().map(Page::content).toList(), into);
  }

  /** All of it is to be written, to another place. */
  private void move(ApartStore into) {
    if (!pages.getFirst().isInside()) {
      pages = List.of(Page.inside(joined(Apart.NOWHERE), Apart.NOWHERE));
    }
    pages.getFirst().touched();
    home = into;
  }

  private void settle(ApartStore into) {
    if (pages.stream().noneMatch(Page::isTouched)) {
      return;
    }
    // What is damaged shows before anything is written.
    pages.stream().filter(Page::isOpen).forEach(page -> page.content().check());
    long stamp = next;
    next += pages.getFirst().isInside() ? 0 : 1;
    var settled = new ArrayList<Page>(pages.size() + 1);
    for (var page : pages) {
      if (page.isTouched()) {
        settle(page, settled, stamp, into);
      } else {
        settled.add(page);
      }
    }
    pages = settled;
    if (isSmall(into.limits().profile() / 2)) {
      var inside = joined(into);
      pages.stream().filter(page -> !page.isInside()).forEach(page -> into.dropPage(page.number()));
      pages = List.of(Page.inside(inside, into));
    }
  }

  /** Writes a page, cut into several where it is too large; drops one in which nothing is left. */
  private void settle(Page page, List<Page> settled, long stamp, ApartStore into) {
    var content = page.content().toBytes(into);
    long first = settled.isEmpty() ? Long.MIN_VALUE : page.first();
    if (page.isInside() && content.length <= into.limits().profile()) {
      settled.add(page.written(content, first, into));
      return;
    }
    var pieces = Content.cut(content, into.limits().page());
    if (!page.isInside() && pieces.size() == 1) {
      if (!Arrays.equals(content, page.bytes())) { // Only what stands apart may be other.
        into.writePage(page.number(), Page.stamped(stamp, content));
      }
      settled.add(page.written(content, first, into));
      return;
    }
    if (!page.isInside()) {
      into.dropPage(page.number());
    }
    for (var piece : pieces.entrySet()) {
      long from = piece.getKey().equals(pieces.firstKey()) ? first : piece.getKey();
      into.writePage(next, Page.stamped(stamp, piece.getValue()));
      var cut = Page.apart(next++, from, page.due(), Long.MAX_VALUE, into);
      settled.add(cut.written(piece.getValue(), from, into));
    }
  }

  private boolean isSmall(int most) {
    int size = 0;
    for (var page : pages) {
      if (!page.isOpen()) {
        return false;
      }
      size += page.bytes().length;
    }
    return size <= most && !(pages.size() == 1 && pages.getFirst().isInside());
  }
}
