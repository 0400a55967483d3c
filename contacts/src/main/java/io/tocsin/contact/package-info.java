/** The on-call directory: who is told what, by which channel, when. Pure, but for the numbering plans of the world's countries. */
@NullMarked
package io.tocsin.contact;

import org.jspecify.annotations.NullMarked;
