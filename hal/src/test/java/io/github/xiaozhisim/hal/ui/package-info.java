/** The contracts of what a user sees and touches. */
package io.github.xiaozhisim.hal.ui;
