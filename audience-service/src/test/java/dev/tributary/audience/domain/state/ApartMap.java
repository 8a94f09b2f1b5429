package dev.tributary.audience.domain.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where that of a profile stands which stands apart, in memory; counts what is asked of it. */
public final class ApartMap implements ApartStore {

  final Map<String, byte[]> states = new TreeMap<>();
  final Map<Long, byte[]> pages = new TreeMap<>();
  int read;
  int written;
  private final Limits limits;

  /** Nothing yet. */
  public ApartMap(Limits limits) {
    this.limits = limits;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public byte[] state(long anchor, long feature) {
    read++;
    return Optional.ofNullable(states.get(anchor + "/" + feature)).orElseThrow();
  }

  @Override
  public byte[] page(long number) {
    read++;
    return Optional.ofNullable(pages.get(number)).orElseThrow();
  }

  @Override
  public void writeState(long anchor, long feature, byte[] state) {
    written++;
    states.put(anchor + "/" + feature, state);
  }

  @Override
  public void dropState(long anchor, long feature) {
    assertThat(states.remove(anchor + "/" + feature)).isNotNull();
  }

  @Override
  public void writePage(long number, byte[] page) {
    written++;
    pages.put(number, page);
  }

  @Override
  public void dropPage(long number) {
    assertThat(pages.remove(number)).isNotNull();
  }

  /** How many rows there are. */
  public int rows() {
    return states.size() + pages.size();
  }
}
