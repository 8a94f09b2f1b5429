package dev.tributary.router.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server on this machine that can be shut: then each connection is closed at once. */
public final class Relay implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean passes;

  /**
   * A way that is shut.
   *
   * @param target the server's port
   */
  public Relay(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Where it begins. */
  public int port() {
    return server.getLocalPort();
  }

  /** Lets connections through from now on. */
  public void open() {
    passes = true;
  }

  /** Lets none through, and breaks those there are. */
  public void shut() {
    passes = false;
    open.forEach(Relay::closed);
    open.clear();
  }

  @Override
  public void close() throws IOException {
    server.close();
    shut();
  }

  private void accept() {
    try {
      while (true) {
        var near = server.accept();
        if (passes) {
          var far = new Socket(InetAddress.getLoopbackAddress(), target);
          open.add(near);
          open.add(far);
          Thread.ofVirtual().start(() -> carry(near, far));
          Thread.ofVirtual().start(() -> carry(far, near));
        } else {
          near.close();
        }
      }
    } catch (IOException _) {
      // It is closed.
    }
  }

  private static void carry(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One of them is at its end, and so is the other now.
    } finally {
      closed(from);
      closed(to);
    }
  }

  private static void closed(Socket each) {
    try {
      each.close();
    } catch (IOException _) {
      // It is closed as far as it can be.
    }
  }
}
