package dev.tributary.router.outbound;

import dev.tributary.router.domain.address.AddressRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Finds the address to connect to for the hosts of one destination, and checks it. Connections go
 * to the very address that was checked, so a name that changes its answer in between gains nothing.
 *
 * <p>A lookup blocks its thread in the operating system, so it runs on a thread of its own: a name
 * server that hangs must not hold the few threads that carry everybody's virtual ones.
 */
final class HostAddresses {

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final int MAX_KNOWN = 16;

  private final boolean allowPrivate;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Known> known = new LinkedHashMap<>();
  private int turn;

  HostAddresses(boolean allowPrivate, Duration patience) {
    this.allowPrivate = allowPrivate;
    this.patience = patience;
  }

  /** What a host's name leads to. */
  sealed interface Found {

    record Usable(List<InetAddress> addresses) implements Found {}

    record Forbidden(String kind) implements Found {}

    record Unknown(String reason) implements Found {}
  }

  private record Known(Found found, long untilNanos) {}

  /** Whether every address may be connected to. */
  boolean allowsAll() {
    return allowPrivate;
  }

  /** Looks the name up, or takes the answer of the last seconds. */
  Found find(String name) {
    lock.lock();
    try {
      var recent = known.get(name);
      if (recent != null && System.nanoTime() - recent.untilNanos() < 0) {
        return recent.found();
      }
      var found = judged(name);
      if (known.size() >= MAX_KNOWN) {
        known.remove(known.keySet().iterator().next());
      }
      known.put(name, new Known(found, System.nanoTime() + FRESH.toNanos()));
      return found;
    } finally {
      lock.unlock();
    }
  }

  /** The address whose turn it is. */
  InetAddress choose(Found.Usable usable) {
    lock.lock();
    try {
      return usable.addresses().get(Math.floorMod(turn, usable.addresses().size()));
    } finally {
      lock.unlock();
    }
  }

  /** Says that the chosen address did not take the connection: next time, the next one. */
  void passOver(String name) {
    lock.lock();
    try {
      turn++;
      long soon = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      known.computeIfPresent(name, (_, recent) -> new Known(recent.found(), soon));
    } finally {
      lock.unlock();
    }
  }

  private Found judged(String name) {
    var lookup = new CompletableFuture<InetAddress[]>();
    Thread.ofPlatform().daemon().name("router-lookup").start(() -> lookUp(name, lookup));
    try {
      return judged(lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException _) {
      return new Found.Unknown("the host's name cannot be resolved");
    } catch (TimeoutException _) {
      return new Found.Unknown("the lookup of the host's name took too long");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Found.Unknown("interrupted");
    }
  }

  private static void lookUp(String name, CompletableFuture<InetAddress[]> lookup) {
    try {
      lookup.complete(InetAddress.getAllByName(name));
    } catch (UnknownHostException | SecurityException e) {
      lookup.completeExceptionally(e);
    }
  }

  private Found judged(InetAddress[] addresses) {
    var usable = new ArrayList<InetAddress>();
    var kind = "none";
    for (var address : addresses) {
      var refusal = AddressRules.refusal(address);
      if (allowPrivate || refusal.isEmpty()) {
        usable.add(address);
      } else {
        kind = refusal.get();
      }
    }
    return usable.isEmpty() ? new Found.Forbidden(kind) : new Found.Usable(List.copyOf(usable));
  }
}
