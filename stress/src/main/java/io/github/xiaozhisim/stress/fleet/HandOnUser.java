package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.stress.fleet.Touch.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Carries out what somebody does with a user's device. On the device's thread. */
final class HandOnUser {

  private HandOnUser() {}

  static Outcome touch(User user, Touch touch) {
    if (user.hasLeft()) {
      return Outcome.NOBODY;
    }
    if (touch instanceof Touch.Hold(boolean yes)) { // also of one that only comes to take part
      return done(() -> user.hold(yes));
    }
    boolean turn = touch instanceof Touch.Say || touch instanceof Touch.Type; // says by itself when there can be one
    if (!user.canBeTouched() && !turn) {
      return Outcome.NOT_NOW;
    }
    return switch (touch) {
      case Touch.Say(String sentence) -> say(user, sentence);
      case Touch.Type(String words) -> user.takeTurn(new Words.Typed(List.of(words)));
      default -> touch(user, user.device(), touch);
    };
  }

  private static Outcome touch(User user, Handset device, Touch touch) {
    boolean talks =
        switch (touch) {
          case Touch.Press(), Touch.Button(), Touch.Wake _ -> true;
          default -> false;
        };
    if (talks) {
      user.talkByHand();
    }
    return switch (touch) {
      case Touch.Hold _, Touch.Say _, Touch.Type _ ->
          throw new IllegalArgumentException("not done to a device: " + touch);
      case Touch.Press() -> done(device::pressToTalk);
      case Touch.Release() -> done(device::releaseToTalk);
      case Touch.Button() -> done(device::toggleChat);
      case Touch.Wake(String word) -> done(() -> device.wake(word));
      case Touch.Abort() ->
          device.state() == DeviceState.SPEAKING || user.inTurn() ? done(() -> stop(user)) : Outcome.NOT_NOW;
      case Touch.Connect() -> device.channelOpen() ? Outcome.NOT_NOW : done(device::openChannel);
      case Touch.HangUp() -> device.channelOpen() || user.inTurn() ? done(user::loseConnection) : Outcome.NOT_NOW;
      case Touch.Ask ask -> done(() -> device.ask(ask.request(), ask.answer()));
    };
  }

  /** An answer that somebody stopped has not been answered to its end. */
  private static void stop(User user) {
    if (user.inTurn()) {
      user.talkByHand(); // the server may answer to what it has heard so far
      user.running().stop();
    } else {
      user.device().interrupt();
    }
  }

  private static Outcome done(Runnable what) {
    what.run();
    return Outcome.DONE;
  }

  private static Outcome say(User user, String sentence) {
    for (Clip clip : sentences(user)) {
      if (isMeant(clip, sentence)) {
        return user.takeTurn(new Words.Spoken(List.of(clip)));
      }
    }
    return Outcome.NO_SENTENCE;
  }

  /** What this user says, and what ships with the program. */
  private static List<Clip> sentences(User user) {
    List<Clip> all = new ArrayList<>();
    if (user.persona.words() instanceof Words.Spoken(List<Clip> clips)) {
      all.addAll(clips);
    }
    all.addAll(Corpus.builtIn().utterances());
    return all;
  }

  private static boolean isMeant(Clip clip, String sentence) {
    String wanted = plain(sentence);
    return plain(clip.name()).equals(wanted)
        || (!clip.transcript().isEmpty() && plain(clip.transcript()).equals(wanted));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[\\p{P}\\s]+", " ").strip();
  }
}
