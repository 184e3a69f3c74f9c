package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A real {@link Device} on a virtual board, as its user sees it. */
final class VirtualHandset implements Handset {

  private final Device device;
  private final VirtualMicrophone microphone;
  private final VirtualMicrophone.SpeechListener user;
  private final UnaryOperator<Clip> voice;

  /**
   * @param user hears how the clips are said
   * @param voice a clip in the packets of this device's board
   */
  VirtualHandset(
      Device device,
      VirtualMicrophone microphone,
      VirtualMicrophone.SpeechListener user,
      UnaryOperator<Clip> voice) {
    this.device = device;
    this.microphone = microphone;
    this.user = user;
    this.voice = voice;
  }

  @Override
  public void switchOn() {
    device.start();
  }

  @Override
  public void toggleChat() {
    device.toggleChat();
  }

  @Override
  public void pressToTalk() {
    device.pressToTalk();
  }

  @Override
  public void releaseToTalk() {
    device.releaseToTalk();
  }

  @Override
  public void say(Clip clip) {
    microphone.say(voice.apply(clip), user);
  }

  @Override
  public void hush() {
    microphone.hush();
  }

  @Override
  public void type(String text) {
    device.sayText(text);
  }

  @Override
  public void openChannel() {
    device.openChannel();
  }

  @Override
  public void hangUp() {
    device.hangUp();
  }

  @Override
  public void switchOff() {
    device.signOff();
  }

  @Override
  public void unplug() {
    device.shutdown();
  }

  @Override
  public void interrupt() {
    device.abort();
  }

  @Override
  public void wake(String word) {
    if (device.wakeWordDetection()) {
      device.wakeWord(word);
    } else {
      device.wake(word);
    }
  }

  @Override
  public void ask(JsonNode request, Consumer<String> answer) {
    device.ask(request, answer);
  }

  @Override
  public boolean channelOpen() {
    return device.channelOpen();
  }

  @Override
  public DeviceState state() {
    return device.state();
  }
}
