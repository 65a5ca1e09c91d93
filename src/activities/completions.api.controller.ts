import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { NotFound } from '../errors.js';
import { rowsBody, RowsRunner } from '../interchange/rows-runner.js';
import { PeopleList } from '../people/people.list.js';
import { Can } from '../web/access.js';
import { JsonAnswer } from '../web/answers.js';
import { Api } from '../web/api/api-route.js';
import { pageOf, readNumericCursor } from '../web/api/cursor.js';
import { importReport, listOf, pageQuery } from '../web/api/schemas.js';
import { valid } from '../web/api/valid.js';
import { completionItem, testResultItem } from './activities.schemas.js';
import { ActivityLists, type ListedCompletion, type ListedTestResult } from './activity-lists.js';
import { ActivityRecords } from './activity-records.js';
import { CourseCompletions } from './course-completions.js';
import { completionsFile, testResultsFile } from './files.js';
import { OnRosters } from './on-rosters.js';
import { TestResults } from './test-results.js';

const completionsBody = rowsBody(completionsFile);
const testsBody = rowsBody(testResultsFile);
const gone = z.strictObject({ activity: z.string(), person: z.string() });

type Asked = z.infer<typeof pageQuery>;

/** Who completed courses, and who passed the tests of trainings, for programs. */
@Controller('api/v1')
export class CompletionsApiController {
  constructor(
    private readonly lists: ActivityLists,
    private readonly records: ActivityRecords,
    private readonly rosters: OnRosters,
    private readonly people: PeopleList,
    private readonly completions: CourseCompletions,
    private readonly tests: TestResults,
    private readonly rows: RowsRunner,
  ) {}

  @Api({
    summary: 'List who completed a course, in the order of recording',
    query: pageQuery,
    response: listOf(completionItem),
  })
  @Can('roster.read')
  @Get('activities/:code/completions')
  async ofCourse(@Param('code') code: string, @Query(valid(pageQuery)) query: Asked): Promise<JsonAnswer> {
    const { limit, cursor } = query;
    const { code: activity } = await this.records.activity(code);
    const found = await this.lists.completions({ activity, after: readNumericCursor(cursor), limit: limit + 1 });
    return new JsonAnswer(pageOf(found, limit, ({ id }) => id, completionOf));
  }

  @Api({
    summary: 'Say who completed courses, by activity, person and group',
    body: completionsBody,
    response: importReport,
  })
  @Can('attendance.record')
  @Post('completions')
  async complete(@Body(valid(completionsBody)) body: z.infer<typeof completionsBody>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.rows.run('completions', body.rows, { partial: body.partial }));
  }

  @Api({ summary: 'Take back that a person completed a course, in all groups', response: gone })
  @Can('attendance.record')
  @Delete('activities/:code/completions/:person')
  async withdraw(@Param('code') activity: string, @Param('person') person: string): Promise<JsonAnswer> {
    const { id } = await this.rosters.activity(activity);
    if (!(await this.completions.withdraw(id, await this.personId(person)))) throw new NotFound();
    return new JsonAnswer({ activity, person });
  }

  @Api({
    summary: 'List who passed the test of a training, in the order of recording',
    query: pageQuery,
    response: listOf(testResultItem),
  })
  @Can('roster.read')
  @Get('activities/:code/test-results')
  async ofTraining(@Param('code') code: string, @Query(valid(pageQuery)) query: Asked): Promise<JsonAnswer> {
    const { limit, cursor } = query;
    const { code: activity } = await this.records.activity(code);
    const found = await this.lists.testResults({ activity, after: readNumericCursor(cursor), limit: limit + 1 });
    return new JsonAnswer(pageOf(found, limit, ({ id }) => id, testResultOf));
  }

  @Api({
    summary: 'Say who passed the tests of trainings, by activity and person',
    body: testsBody,
    response: importReport,
  })
  @Can('attendance.record')
  @Post('test-results')
  async pass(@Body(valid(testsBody)) body: z.infer<typeof testsBody>): Promise<JsonAnswer> {
    return new JsonAnswer(await this.rows.run('test_results', body.rows, { partial: body.partial }));
  }

  @Api({ summary: 'Take back that a person passed the test of a training', response: gone })
  @Can('attendance.record')
  @Delete('activities/:code/test-results/:person')
  async withdrawTest(@Param('code') activity: string, @Param('person') person: string): Promise<JsonAnswer> {
    const { id } = await this.rosters.activity(activity);
    if (!(await this.tests.withdraw(id, await this.personId(person)))) throw new NotFound();
    return new JsonAnswer({ activity, person });
  }

  private async personId(ref: string): Promise<number> {
    const person = await this.people.one({ ref });
    if (!person) throw new NotFound();
    return person.id;
  }
}

function completionOf(row: ListedCompletion): z.infer<typeof completionItem> {
  const { activity, person, group_code, organisation, date, merged_into } = row;
  return { activity, person, group: group_code, organisation, date, merged_into };
}

function testResultOf({ activity, person, passed_on, merged_into }: ListedTestResult): z.infer<typeof testResultItem> {
  return { activity, person, date: passed_on, merged_into };
}
