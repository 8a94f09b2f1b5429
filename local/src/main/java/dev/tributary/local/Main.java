package dev.tributary.local;

import dev.tributary.local.command.Commands;

/** What {@code ./tributary} hands over to. */
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Commands.line().execute(arguments));
  }
}
