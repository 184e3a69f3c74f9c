package io.github.xiaozhisim.hal.network;

/** Hears the end of one HTTP request, on the owner's thread. */
public interface HttpListener {

  /** An answer came, whatever its status. */
  void onResponse(HttpResponse response);

  /** None came. */
  void onFailed(OpenFailure failure);
}
