/** A mail server with an inbox that can be looked at, and that misbehaves as told. No framework but GreenMail. */
@NullMarked
package io.tocsin.simulator.mail;

import org.jspecify.annotations.NullMarked;
