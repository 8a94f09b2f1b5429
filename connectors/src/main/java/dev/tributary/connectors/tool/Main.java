package dev.tributary.connectors.tool;

/** What the launcher runs for {@code ./tributary connectors}. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(ConnectorsCommand.line(Checkout.find()).execute(arguments));
  }
}
