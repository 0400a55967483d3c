/** Passive detectors are asked, each at its interval, and what they answer is written as if they had sent it. */
@NullMarked
package io.tocsin.fire.polling;

import org.jspecify.annotations.NullMarked;
