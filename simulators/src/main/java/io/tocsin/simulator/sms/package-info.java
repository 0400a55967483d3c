/** An SMS centre with an inbox that can be looked at, and that misbehaves as told. No framework but jSMPP. */
@NullMarked
package io.tocsin.simulator.sms;

import org.jspecify.annotations.NullMarked;
