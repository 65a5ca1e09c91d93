import { Module } from '@nestjs/common';
import { CountBook } from './count-book.js';
import { GatheringBook } from './gathering-book.js';
import { LedgerCheck } from './ledger-check.js';
import { LedgerMending } from './ledger-mending.js';
import { LedgerStamps } from './ledger-stamps.js';
import { PlanTermsReader } from './plan-terms.js';
import { ReachBook } from './reach-book.js';
import { Reaches } from './reaches.js';

/** What is kept so that figures need not be counted from every record: first reaches, counts by place and day, sizes of sessions. */
@Module({
  providers: [CountBook, GatheringBook, LedgerCheck, LedgerMending, LedgerStamps, PlanTermsReader, ReachBook, Reaches],
  exports: [LedgerMending, LedgerStamps, PlanTermsReader, Reaches],
})
export class LedgerModule {}
